import type { ReactNode } from 'react'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'
import {
  ageInWords,
  birthDateCertaintyWords,
  closedBecauseWords,
  headerWords,
  safeWords,
  wayWords,
} from './words'

export type Way = {
  kind: keyof typeof wayWords
  value: string
  safe: keyof typeof safeWords
  note: string | null
}

export type PersonHeaderProps = {
  name: string
  pronouns: string | null
  bornOn: CivilDate | null
  birthDateCertainty: keyof typeof birthDateCertaintyWords
  worker: string | null
  ways: readonly Way[]
  language: string | null
  communicationNeeds: string | null
  /** In their own words. */
  whatMatters: string | null
  /** As it follows "You see this because": `allocated since 3 March 2026`. */
  because: string
  closed: { on: CivilDate; because: keyof typeof closedBecauseWords } | null
  today: CivilDate
  /** The one main button of the page, and links beside it. */
  action?: ReactNode
  back?: { to: string; label: string }
}

/** Who this is, in the name they like and their own words, and how to reach them safely. */
export function PersonHeader(person: PersonHeaderProps) {
  const { name, pronouns, whatMatters, because, closed, action, back } = person
  return (
    <div className="person-header">
      <PageTitle
        back={back}
        action={action}
        lede={
          <>
            {ageOf(person)}
            {' · '}
            {person.worker ? `${headerWords.worker}: ${person.worker}` : headerWords.noWorker}
            {person.language ? (
              <>
                {' · '}
                {headerWords.language}: {person.language}
              </>
            ) : null}
          </>
        }
      >
        {name}
        {pronouns ? <span className="pronouns"> ({pronouns})</span> : null}
      </PageTitle>
      {whatMatters ? (
        <blockquote className="quote">
          <span className="visually-hidden">{headerWords.whatMatters}: </span>
          {whatMatters}
        </blockquote>
      ) : null}
      {closed ? (
        <p className="message">
          {headerWords.closed(formatDay(closed.on, 'short'))} {closedBecauseWords[closed.because]}.
        </p>
      ) : null}
      <Reach ways={person.ways} />
      {person.communicationNeeds ? (
        <p className="needs">
          <b>{headerWords.needs}:</b> {person.communicationNeeds}
        </p>
      ) : null}
      <p className="because">
        {headerWords.because}: {because}
      </p>
    </div>
  )
}

function ageOf({ bornOn, birthDateCertainty, today, closed }: PersonHeaderProps): string {
  if (closed?.because === 'died') return bornOn ? `${headerWords.born} ${formatDay(bornOn, 'short')}` : ''
  const sure =
    birthDateCertainty === 'recorded' || !bornOn
      ? ''
      : ` (${birthDateCertaintyWords[birthDateCertainty].toLowerCase()})`
  return `${ageInWords(bornOn, today)}${sure}`
}

/** Safe ways first, then what to ask about, then what to leave alone. */
function Reach({ ways }: { ways: readonly Way[] }) {
  if (ways.length === 0) return <p className="reach">{headerWords.noWays}</p>
  return (
    <ul className="reach" aria-label={headerWords.reach}>
      {(['yes', 'ask', 'no'] as const).flatMap((safe) =>
        ways
          .filter((way) => way.safe === safe)
          .map((way) => (
            <li key={`${way.kind} ${way.value}`} className={`safe-${safe}`}>
              <b>{safeWords[safe]}:</b> {wayWords[way.kind].toLowerCase()}, {way.value}
              {way.note ? ` (${way.note})` : ''}
            </li>
          )),
      )}
    </ul>
  )
}
