import type { ReactNode } from 'react'
import { sameWords } from './same-words'

/** The same of two people: what each says, in words; empty where nothing is known. */
export type Pair = { label: string; one: string; other: string }

/**
 * Two people side by side, field by field: on a phone each field's two values stand under its name. What differs is marked, and said
 * to differ. What is known of neither is left out; what only one has is shown as not known of the other.
 */
export function SideBySide({
  heads: [one, other],
  pairs,
  children,
}: {
  heads: readonly [one: string, other: string]
  pairs: readonly Pair[]
  children?: ReactNode
}) {
  const known = pairs.filter((pair) => pair.one !== '' || pair.other !== '')
  return (
    <div className="beside card">
      <div className="beside-heads" aria-hidden="true">
        <span />
        <span>{one}</span>
        <span>{other}</span>
      </div>
      <dl>
        {known.map((pair) => (
          <div key={pair.label}>
            <dt>{pair.label}</dt>
            <Side head={one} value={pair.one} other={pair.other} />
            <Side head={other} value={pair.other} other={pair.one} />
          </div>
        ))}
      </dl>
      {children}
    </div>
  )
}

function Side({ head, value, other }: { head: string; value: string; other: string }) {
  const differs = value !== other && value !== '' && other !== ''
  const said = value || <span className="soft">{sameWords.notKnown}</span>
  return (
    <dd>
      <span className="beside-head">{head}: </span>
      {differs ? <mark>{said}</mark> : said}
      {differs ? <span className="visually-hidden"> {sameWords.differs}</span> : null}
    </dd>
  )
}
