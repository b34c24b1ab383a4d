import { type CivilDate, formatDay } from '~/shared/civil-date'
import { supervisionWords } from './words'

type Shown = { id: string; by: string; on: CivilDate; words: string }

/** Notes as they were written, the newest first. */
export function NoteList({ notes }: { notes: readonly Shown[] }) {
  return (
    <ul className="list" aria-label={supervisionWords.title}>
      {notes.map(({ id, by, on, words }) => (
        <li className="held-row" key={id}>
          <div>
            <p className="why">{supervisionWords.by(by, formatDay(on, 'short'))}</p>
            <p className="typed">{words}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
