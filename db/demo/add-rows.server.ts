import { type Db, sql } from '#db/connection.server'

export type Columns = Readonly<Record<string, unknown>>

/**
 * Adds rows that all have the columns of the first, in one statement with one parameter however many there are. A list is a JSON list,
 * a moment is a text with its time zone.
 */
export async function addRows(db: Db, table: `app.${string}`, rows: readonly Columns[]): Promise<void> {
  const [first] = rows
  if (!first) return
  const columns = sql.join(Object.keys(first).map((name) => sql.ref(name)))
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  )
}

/** A moment in Scotland, as `addRows` takes it. */
export function momentAt(day: string, time: string): string {
  return `${day} ${time} Europe/London`
}
