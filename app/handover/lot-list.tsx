import { Tag } from '~/ui/parts'
import type { Lot } from './lot.server'
import { handoverTo, lotWords } from './words'

/** Everybody whom one act gave to somebody else, and how it stands with each now. */
export function LotList({ people }: { people: Lot['people'] }) {
  return (
    <ul className="list" aria-label={lotWords.title}>
      {people.map((person) => (
        <li className="held-row" key={person.personId}>
          <div>
            <p className="who">{person.name}</p>
            <p className="why">{person.isUndone ? lotWords.undone : inWords(person)}</p>
          </div>
          {person.isUndone || !person.readByOn ? null : (
            <p className="do">
              <a href={handoverTo(person.personId)}>
                {lotWords.page}
                <span className="visually-hidden">: {person.name}</span>
              </a>
            </p>
          )}
          {person.isUndone || person.isAsLeft || person.readOn ? null : (
            <Tag tone="plain">{lotWords.stays}</Tag>
          )}
        </li>
      ))}
    </ul>
  )
}

function inWords({ sessions, readOn, readByOn }: Lot['people'][number]): string {
  const goes = sessions ? `${lotWords.goes(sessions)} ` : ''
  if (readOn) return `${goes}${lotWords.read(readOn)}`
  return readByOn ? `${goes}${lotWords.toRead(readByOn)}` : goes.trim()
}
