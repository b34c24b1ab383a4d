import { Empty, Marker } from '~/ui/parts'
import { gapSays, gapWords } from './gap-words'
import type { Gap } from './gaps'

type Listed = { id: string; name: string; worker: string | null; gaps: readonly Gap[] }

/** Who has nothing, or soon will: since when, how long, what is booked. In the order in which it began. */
export function GapsList({ people }: { people: readonly Listed[] }) {
  if (people.length === 0)
    return (
      <Empty>
        <p>{gapWords.none}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={gapWords.title}>
      {people.map(({ id, name, worker, gaps }) => (
        <li className="card-row" key={id}>
          <h2 className="who">
            <a href={`/people/${id}`}>{name}</a>
            <small>{worker === null ? gapWords.noWorker : gapWords.worker(worker)}</small>
          </h2>
          <div>
            {gaps.map((gap) => (
              <div className="line" key={`${gap.kind} ${gap.from}`}>
                <Marker
                  when={gap.state === 'open' ? 'now' : 'coming'}
                  word={gap.state === 'open' ? gapWords.open : gapWords.coming}
                />
                <p className="what">{gapSays(gap)}</p>
              </div>
            ))}
          </div>
        </li>
      ))}
    </ul>
  )
}
