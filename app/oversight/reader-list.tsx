import type { Role } from '~/access/permissions'
import { roleNames } from '~/access/sign-in-words'
import { actInWords } from '~/audit/acts'
import { formatDay } from '~/shared/civil-date'
import { howSeen } from './how-seen'
import { inDays, timesInWords } from './in-days'
import type { ListReader, Reader } from './readers.server'
import { readerWords } from './words'

/** `staff` names who it was; `subject` is for the young person, with roles and organisations alone. */
export type ReadBy = 'staff' | 'subject'

/** Who opened or changed a record, by day. */
export function ReaderList({ entries, readBy }: { entries: readonly Reader[]; readBy: ReadBy }) {
  const days = inDays(entries, (entry) => `${who(entry, readBy)} ${entry.act} ${howSeen(entry.via)}`)
  if (days.length === 0) return <p>{readerWords.nobody}</p>
  return (
    <>
      {days.map(({ day, lines }) => (
        <section key={day} aria-labelledby={`day-${day}`}>
          <h2 id={`day-${day}`}>{formatDay(day)}</h2>
          <ul className="plain-list account-lines">
            {lines.map((line) => (
              <li key={`${line.micros} ${line.id}`}>
                <span className="times">{timesInWords(line.times)}</span>
                <span>
                  <Who {...line} readBy={readBy} /> {actInWords(line.act)}
                  {line.via ? `, ${howSeen(line.via)}` : ''}
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

/** On which days the name stood in a list, and who saw it. */
export function ListReaders({ lists }: { lists: readonly ListReader[] }) {
  if (lists.length === 0) return <p>{readerWords.nobodyInLists}</p>
  return (
    <ul className="plain-list account-lines">
      {lists.map((line) => (
        <li key={`${line.day} ${line.name} ${line.organisation} ${line.role}`}>
          <span className="times">{formatDay(line.day, 'short')}</span>
          <span>
            <Who {...line} readBy="staff" /> {readerWords.inLists(line.times)}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Who({ readBy, ...reader }: Named & { readBy: ReadBy }) {
  const [first, rest] = partsOf(reader, readBy)
  return (
    <>
      <b>{first}</b>
      {rest}
    </>
  )
}

type Named = Pick<Reader, 'name' | 'role' | 'organisation'>

function who(reader: Named, readBy: ReadBy): string {
  return partsOf(reader, readBy).join('')
}

/** Who it was, and what is said beside that. */
function partsOf({ name, role, organisation }: Named, readBy: ReadBy): [first: string, rest: string] {
  if (name === null || role === 'service') return [readerWords.airt, '']
  const as = roleNames[role as Role] ?? role ?? ''
  const there = organisation ?? ''
  return readBy === 'subject' ? [as, `, ${there}`] : [name, `, ${as.toLowerCase()}, ${there},`]
}
