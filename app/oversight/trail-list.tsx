import { actInWords } from '~/audit/acts'
import { capital } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { inDays, timesInWords } from './in-days'
import type { TrailEntry } from './trail.server'
import { trailWords } from './words'

/** What somebody did themselves, by day; a link where they may still open it. */
export function TrailList({ entries }: { entries: readonly TrailEntry[] }) {
  const days = inDays(entries, ({ act, about }) => `${act} ${JSON.stringify(about)}`)
  if (days.length === 0) return <p>{trailWords.nothing}</p>
  return (
    <>
      {days.map(({ day, lines }) => (
        <section key={day} aria-labelledby={idOf(day)}>
          <h2 id={idOf(day)}>{formatDay(day)}</h2>
          <ul className="plain-list account-lines">
            {lines.map((line) => (
              <li key={`${line.micros} ${line.id}`}>
                <span className="times">{timesInWords(line.times)}</span>
                <span>
                  {capital(actInWords(line.act))}
                  <Whom about={line.about} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Whom({ about }: Pick<TrailEntry, 'about'>) {
  if (about === null) return null
  return (
    <>
      : {about === 'somebody' ? trailWords.noLonger : <a href={`/people/${about.personId}`}>{about.name}</a>}
    </>
  )
}

function idOf(day: CivilDate): string {
  return `day-${day}`
}
