import { parse } from 'csv-parse/sync'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import { isUnderWay, type ListKind } from './list'
import { keptWhenUndone, type ListAt, listAt, peopleBeside } from './lists.server'

export type ListPage = NonNullable<Awaited<ReturnType<typeof listPage>>>

/** All that the page of one's own list shows; null where there is none, or it is somebody else's. */
export async function listPage(db: Db, worker: Worker, id: string) {
  const list = await listAt(db, id)
  if (!list) return null
  const isChecked = list.status === 'checked'
  const beside = isChecked ? await peopleBeside(db, worker, idsIn(list)) : []
  const kept = list.status === 'undone' ? await keptWhenUndone(db, worker, id) : []
  if (!isUnderWay(list.status))
    await recordAudit(db, {
      act: 'list.view',
      subjectType: 'import',
      subjectId: id,
      detail: { status: list.status },
    })
  return { ...list, beside, kept }
}

function idsIn({ report }: Pick<ListAt, 'report'>): string[] {
  return [...new Set((report?.alike ?? []).flatMap(({ personId }) => personId ?? []))]
}

export type ColumnOfFile = { name: string; ours: string; holds: string[] }

/** The columns of one's own list, each with what it is matched to and what its first rows hold; null where it is past that. */
export async function columnsPage(db: Db, id: string) {
  const { rows } = await sql<{
    id: string
    kind: ListKind
    source: string
    version: number
    columns: Record<string, string>
    head: Buffer
  }>`
    select i.id, i.kind, i.source, i.version, i.columns, substring(p.bytes from 1 for 20000) as head
      from app.import i join app.import_part p on p.organisation_id = i.organisation_id and p.import_id = i.id and p.part = 1
     where i.id = ${id} and i.status in ('columns', 'checked')`.execute(db)
  const [row] = rows
  if (!row) return null
  await recordAudit(db, { act: 'list.columns', subjectType: 'import', subjectId: id })
  const { head, columns, ...list } = row
  return { ...list, columns: columnsIn(head, columns) }
}

/** In the order of the file. What stands beyond the first rows, or is cut off in them, is not shown. */
function columnsIn(head: Buffer, columns: Readonly<Record<string, string>>): ColumnOfFile[] {
  const [names = [], ...first] = firstRecords(head)
  const found = names.map((name) => name.trim().toLowerCase()).filter((name) => Object.hasOwn(columns, name))
  const all = found.length > 0 ? found : Object.keys(columns)
  return all.map((name) => {
    const at = names.findIndex((each) => each.trim().toLowerCase() === name)
    const cells = first.map((record) => (record[at] ?? '').trim()).filter((cell) => cell !== '')
    return {
      name,
      ours: columns[name] ?? '',
      holds: [...new Set(cells)].slice(0, 2).map((cell) => cell.slice(0, 60)),
    }
  })
}

function firstRecords(head: Buffer): string[][] {
  const text = decoded(head)
  const names = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const delimiter = names.split(';').length > names.split(',').length ? ';' : ','
  try {
    return parse(text, { delimiter, relaxColumnCount: true, to: 5 })
  } catch {
    return []
  }
}

function decoded(head: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
  } catch {
    return new TextDecoder('windows-1252').decode(head)
  }
}
