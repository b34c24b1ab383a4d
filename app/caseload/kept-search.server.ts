import { type Db, sql } from '#db/connection.server'

/** Keeps what is searched for under an id, so that no name stands in an address. */
export async function keepSearch(db: Db, words: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select sec.keep_search(${words}) as id`.execute(db)
  return rows[0]?.id ?? ''
}

/** What this worker searched for under that id; null when it was somebody else's, or is forgotten. */
export async function searchFor(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ words: string | null }>`select sec.search_words(${id}::uuid) as words`.execute(
    db,
  )
  return rows[0]?.words ?? null
}
