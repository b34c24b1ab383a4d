import type { CivilDate } from '~/shared/civil-date'
import { Actions, Button, Marker, Tag } from '~/ui/parts'
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

/** Some of the people of a list are chosen, and a page that shows what may be done with them is asked for. */
export type ChooseSome = {
  /** The page, which is asked for `?person=…&person=…`. */
  to: string
  button: string
  each: (name: string) => string
  chosen: 'all' | 'none'
  /** Where the same list stands with everybody chosen. */
  all?: { to: string; label: string }
}

/**
 * A caseload to look over: who, how old, what comes next and when, who works with them. On a phone, who and what comes next. With `choose`,
 * a box stands before each.
 */
export function PeopleList({
  people,
  today,
  label,
  choose,
}: {
  people: readonly ListedPerson[]
  today: CivilDate
  label: string
  choose?: ChooseSome
}) {
  const list = (
    <ul className="list people" aria-label={label}>
      {people.map((person) => (
        <li className="person-row" key={person.personId}>
          <span className="who-of">
            {choose ? <Box person={person} choose={choose} /> : null}
            <a className="who" href={person.to}>
              {person.name}
            </a>
          </span>
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
  if (!choose) return list
  return (
    <form method="get" action={choose.to}>
      {list}
      <Actions>
        <Button kind="quiet">{choose.button}</Button>
        {choose.all ? <a href={choose.all.to}>{choose.all.label}</a> : null}
      </Actions>
    </form>
  )
}

function Box({ person: { personId, name }, choose }: { person: ListedPerson; choose: ChooseSome }) {
  return (
    <label className="pick">
      <input type="checkbox" name="person" value={personId} defaultChecked={choose.chosen === 'all'} />
      <span className="visually-hidden">{choose.each(name)}</span>
    </label>
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
