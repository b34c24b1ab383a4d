import type { CivilDate } from '~/shared/civil-date'
import { Heading } from '~/ui/page-title'
import { Marker } from '~/ui/parts'
import { myWords, trackWords } from './words'

export type MyRow = {
  id: string
  to: string
  name: string
  programme: string
  isMine: boolean
  isDue: boolean
  /** When sharing ends by itself soon. */
  endsOn: CivilDate | null
  move: string
}

/** What this worker owes comes first; the rest waits for somebody else, and says for whom. */
export function MyList({ rows }: { rows: readonly MyRow[] }) {
  return (
    <>
      <Part title={myWords.mine} rows={rows.filter(({ isMine }) => isMine)} />
      <Part title={myWords.theirs} rows={rows.filter(({ isMine }) => !isMine)} />
    </>
  )
}

function Part({ title, rows }: { title: string; rows: readonly MyRow[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <Heading count={rows.length}>{title}</Heading>
      <ul className="list">
        {rows.map(({ id, to, name, programme, isMine, isDue, endsOn, move }) => (
          <li key={id} className="line referral-line">
            <Marker when={isDue ? 'now' : isMine ? 'coming' : 'waiting'} />
            <div>
              <p className="who">
                <a href={to}>{name}</a>
              </p>
              <p className="why">{programme}</p>
            </div>
            <div>
              <p className="what">{move}</p>
              {endsOn ? <p className="why">{trackWords.endsSoon(endsOn)}</p> : null}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}
