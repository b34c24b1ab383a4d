import type { CivilDate } from '~/shared/civil-date'
import { Empty } from '~/ui/parts'
import { searchWords, yearsAndMonths } from './words'

export type FoundPerson = {
  personId: string
  to: string
  name: string
  bornOn: CivilDate | null
  worker: string | null
  /** The part of the record that matched: a name, a former name, a reference … */
  matched: { by: keyof typeof searchWords.by; text: string }
}

/** People whose names, or the sound of them, fit what was typed, each with why it is listed. */
export function SearchResults({
  words,
  people,
  today,
}: {
  words: string
  people: readonly FoundPerson[]
  today: CivilDate
}) {
  if (people.length === 0) {
    return (
      <Empty>
        <p>{searchWords.nobody(words)}</p>
        <p>{searchWords.tryThis}</p>
      </Empty>
    )
  }
  return (
    <>
      <p className="soft">{searchWords.found(people.length, words)}</p>
      <FoundList people={people} today={today} />
    </>
  )
}

function FoundList({ people, today }: { people: readonly FoundPerson[]; today: CivilDate }) {
  return (
    <ol className="list people" aria-label={searchWords.label}>
      {people.map((person) => (
        <li className="person-row" key={person.personId}>
          <a className="who" href={person.to}>
            {person.name}
          </a>
          <span className="age">{yearsAndMonths(person.bornOn, today)}</span>
          <span className="next-of soft">
            {searchWords.by[person.matched.by]}: {person.matched.text}
          </span>
          <span className="worker">{person.worker}</span>
        </li>
      ))}
    </ol>
  )
}
