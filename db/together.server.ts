import type { AliasableExpression, SelectQueryNode } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Db } from './connection.server'

/** A query that was not asked yet. */
interface List<Row> extends AliasableExpression<Row> {
  readonly isSelectQueryBuilder: true
  toOperationNode(): SelectQueryNode
}

/** A list as JSON brings it: a moment is text there. */
type AsJson<Value> = Value extends Date ? string : Value

type Rows<Query> = Query extends List<infer Row> ? { [Name in keyof Row]: AsJson<Row[Name]> }[] : never

/** What lists bring, each by its name. */
export type Asked<Lists> = { [Name in keyof Lists]: Rows<Lists[Name]> }

/**
 * Several lists in one question to the database, each by the name it is given here: `together(db, { sessions, referrals })`. Each
 * keeps its order and its limits, and row-level security holds in each as it does alone. What a list has not is an empty one.
 */
export async function together<Lists extends Record<string, List<object>>>(
  db: Db,
  lists: Lists,
): Promise<Asked<Lists>> {
  const columns = Object.entries(lists).map(([name, query]) => jsonArrayFrom(query).as(name))
  const row = await db.selectNoFrom(columns).executeTakeFirstOrThrow()
  return row as Asked<Lists>
}
