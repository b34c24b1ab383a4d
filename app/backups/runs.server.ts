import { type Db, sql } from '#db/connection.server'
import type { BackupRunTable } from './run.table'

export type Run = Pick<BackupRunTable, 'kind'> & { id: string; because: BackupRunTable['because'] }

/** What a run found, as far as it got. */
export type RunFound = {
  how: 'cluster' | 'logical' | null
  bytes: number | null
  tables: number | null
  rows: number | null
  file: string | null
  folder: string | null
  keyId: string | null
}

export const nothingFound: RunFound = {
  how: null,
  bytes: null,
  tables: null,
  rows: null,
  file: null,
  folder: null,
  keyId: null,
}

/**
 * Asks for what is due: a backup a day after the last, a try thirty days after the last. One that failed is tried again after an hour,
 * or a day. What is asked for already is not asked for twice. An empty folder wants one, whatever was made in another.
 */
export async function askForDue(db: Db, folder: 'holds-some' | 'empty'): Promise<void> {
  await sql`
    insert into app.backup_run (kind, because)
    select due.kind, due.because
      from (values ('backup', 'daily', interval '24 hours', interval '1 hour'),
                   ('drill', 'monthly', interval '30 days', interval '1 day')) due (kind, because, every, again)
     where not exists (select from app.backup_run r where r.kind = due.kind and r.because <> 'command'
             and (r.state in ('asked', 'running') or r.state = 'done' and r.ended_at > now() - due.every and (due.kind = 'drill' or ${folder === 'holds-some'})
               or r.state = 'failed' and r.ended_at > now() - due.again))
       and (due.kind = 'backup' or exists (select from app.backup_run r where r.kind = 'backup' and r.state = 'done'))
    on conflict do nothing`.execute(db)
}

/** The oldest that was asked for becomes this process's; null when there is none. One that was cut off counts as failed. */
export async function takeRun(db: Db): Promise<Run | null> {
  await sql`
    update app.backup_run set state = 'failed', ended_at = now(), why = 'It was cut off.'
     where state = 'running' and seen_at < now() - interval '5 minutes'`.execute(db)
  const { rows } = await sql<Run>`
    update app.backup_run set state = 'running', began_at = now(), seen_at = now()
     where id = (select id from app.backup_run where state = 'asked' order by asked_at limit 1 for update skip locked)
    returning id, kind, because`.execute(db)
  return rows[0] ?? null
}

/** Still at it. */
export async function seeRun(db: Db, id: string): Promise<void> {
  await sql`update app.backup_run set seen_at = now() where id = ${id}::uuid and state = 'running'`.execute(
    db,
  )
}

export async function endRun(db: Db, id: string, found: RunFound, why: string | null): Promise<void> {
  await db
    .updateTable('app.backup_run')
    .set({ state: why === null ? 'done' : 'failed', ended_at: sql`now()`, why, ...columnsOf(found) })
    .where('id', '=', id)
    .execute()
}

/** One that was made, tried or brought back by a command, written down afterwards. */
export async function recordRun(
  db: Db,
  kind: BackupRunTable['kind'],
  seconds: number,
  found: RunFound,
): Promise<void> {
  await db
    .insertInto('app.backup_run')
    .values({
      kind,
      state: 'done',
      because: 'command',
      began_at: sql`now() - make_interval(secs => ${seconds})`,
      ended_at: sql`now()`,
      ...columnsOf(found),
    })
    .execute()
}

/** In a copy that came back: the backup that it came from was under way in it, and nothing else is. */
export async function settleRuns(db: Db): Promise<void> {
  await sql`
    update app.backup_run set state = case kind when 'backup' then 'done' else 'failed' end, ended_at = now()
     where state = 'running'`.execute(db)
}

function columnsOf({ how, bytes, tables, rows, file, folder, keyId }: RunFound) {
  return { how, bytes, file, folder, table_count: tables, row_count: rows, key_id: keyId }
}
