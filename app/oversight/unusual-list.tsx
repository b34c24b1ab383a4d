import type { CivilDate } from '~/shared/civil-date'
import { Empty, Marker } from '~/ui/parts'
import type { UnusualRead } from './unusual'
import type { Show } from './unusual.server'
import { outcomeWords, readerWords, ruleTitles, unusualWords, whyUnusual } from './words'

export function UnusualFilter({ show }: { show: Show }) {
  return (
    <nav className="filter" aria-label={unusualWords.which}>
      <ul>
        {(['waiting', 'reviewed'] as const).map((each) => (
          <li key={each}>
            <a href={`/unusual?show=${each}`} aria-current={each === show ? 'true' : undefined}>
              {unusualWords[each]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Reads that ask for a word: why, who, which record, by when. In the order of their days, and in no other. */
export function UnusualList({
  reads,
  show,
  today,
}: {
  reads: readonly UnusualRead[]
  show: Show
  today: CivilDate
}) {
  if (reads.length === 0)
    return (
      <Empty>
        <p>{show === 'waiting' ? unusualWords.none : unusualWords.noneReviewed}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={unusualWords[show]}>
      {reads.map((read) => (
        <li key={read.id}>
          <p className="who">
            {read.outcome === null ? <Marker when={read.dueOn < today ? 'now' : 'coming'} /> : null}{' '}
            <a href={`/unusual/${read.id}`}>
              {ruleTitles[read.rule]}: {read.worker}
            </a>
          </p>
          <p>
            {recordOf(read)}, {unusualWords.on(read.onDay)}
          </p>
          <p className="why">{whyUnusual(read.rule, read.facts)}</p>
          <p className="when">{whenOf(read, today)}</p>
        </li>
      ))}
    </ul>
  )
}

/** The record, by name only for who may open it. */
export function recordOf({
  personId,
  name,
  reference,
}: Pick<UnusualRead, 'personId' | 'name' | 'reference'>): string {
  if (personId === null) return unusualWords.many
  if (name !== null) return name
  return reference === null ? readerWords.noReference : readerWords.reference(reference)
}

function whenOf({ outcome, dueOn }: UnusualRead, today: CivilDate): string {
  if (outcome !== null) return outcomeWords[outcome]
  return dueOn < today ? unusualWords.late(dueOn) : unusualWords.by(dueOn)
}
