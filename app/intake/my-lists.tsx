import { formatDay } from '~/shared/civil-date'
import { Empty } from '~/ui/parts'
import type { ListKind, ListStatus } from './list'
import { listKindWords, listStatusWords, listWords } from './list-words'
import type { ListCount } from './lists.server'

export type MyList = {
  id: string
  kind: ListKind
  source: string
  status: ListStatus
  day: Parameters<typeof formatDay>[0]
  read: number
  added: number
  changed: number
  refused: number
}

/** The lists that somebody brought in, the newest first, each with what came of it. */
export function MyLists({ lists }: { lists: readonly MyList[] }) {
  if (lists.length === 0) return <Empty>{listWords.none}</Empty>
  return (
    <ul className="list" aria-label={listWords.mine}>
      {lists.map(({ id, kind, source, status, day, read, added, changed, refused }) => (
        <li className="list-row" key={id}>
          <p className="who">
            <a href={`/imports/${id}`}>{listWords.called(kind, source)}</a>
          </p>
          <p className="why">
            {listStatusWords[status]}. {formatDay(day)}. {listWords.counted(read, added, changed, refused)}.
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Of the whole organisation, in numbers alone. */
export function CountsOfLists({ counts }: { counts: readonly ListCount[] }) {
  if (counts.length === 0) return <Empty>{listWords.countsNone}</Empty>
  const { countColumns: columns } = listWords
  return (
    <ul className="list" aria-label={listWords.countsTitle}>
      {counts.map(({ kind, status, lists, rowsRead, added, changed, refused }) => (
        <li className="list-row" key={`${kind} ${status}`}>
          <p className="who">
            {listKindWords[kind]}: {listStatusWords[status]}
          </p>
          <p className="why">
            {columns.lists}: {lists}. {columns.read}: {rowsRead}. {columns.added}: {added}. {columns.changed}:{' '}
            {changed}. {columns.refused}: {refused}.
          </p>
        </li>
      ))}
    </ul>
  )
}
