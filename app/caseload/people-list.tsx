import type { CivilDate } from '~/shared/civil-date'
import { Marker, Tag } from '~/ui/parts'
import { daysAway, peopleWords, yearsAndMonths } from './words'

export type ListedPerson = {
  personId: string
  to: string
  name: string
  bornOn: CivilDate | null
  /** The next thing that comes, if any. `isDue`: it waits for a decision now. */
  next: { title: string; date: CivilDate | null; isDue: boolean } | null
  worker: string | null
  /** Nobody works with them, as far as this worker may know. */
  needsWorker: boolean
  closedOn?: CivilDate | null
}

/** A caseload to look over: who, how old, what comes next and when, who works with them. On a phone, who and what comes next. */
export function PeopleList({
  people,
  today,
  label,
}: {
  people: readonly ListedPerson[]
  today: CivilDate
  label: string
}) {
  return (
    <ul className="list people" aria-label={label}>
      {people.map((person) => (
        <li className="person-row" key={person.personId}>
          <a className="who" href={person.to}>
            {person.name}
          </a>
          <span className="age">{yearsAndMonths(person.bornOn, today)}</span>
          <NextOf person={person} today={today} />
          <span className="worker">
            {person.worker ? (
              <>
                <span className="visually-hidden">{peopleWords.worker} </span>
                {person.worker}
              </>
            ) : person.needsWorker ? (
              <Tag tone="gorse">{peopleWords.needsWorker}</Tag>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  )
}

function NextOf({ person: { next, closedOn }, today }: { person: ListedPerson; today: CivilDate }) {
  if (closedOn) return <span className="next-of">{peopleWords.closed(closedOn)}</span>
  if (!next) return <span className="next-of soft">{peopleWords.nothingAhead}</span>
  return (
    <span className="next-of">
      <Marker when={next.isDue ? 'now' : 'coming'} />
      <span>
        {next.title}
        {next.date === null ? `: ${peopleWords.ask}` : `, ${daysAway(next.date, today)}`}
      </span>
    </span>
  )
}
