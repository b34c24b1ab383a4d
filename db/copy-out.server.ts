import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/**
 * What PostgreSQL copies out of a query, in pieces of text that end anywhere; as this role, in a transaction of its own that changes
 * nothing. Leaving off in the middle is harmless.
 */
export async function* copiedOut(url: string, role: string, query: string): AsyncGenerator<string> {
  const client = new pg.Client({ connectionString: url, application_name: 'airt copy' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin transaction read only')
    await client.query(`set local role ${client.escapeIdentifier(role)}`)
    await client.query(`set local datestyle = 'ISO'`)
    const read = new TextDecoder()
    for await (const piece of client.query(copyTo(`copy (${query}) to stdout`)))
      yield read.decode(piece as Buffer, { stream: true })
    await client.query('commit')
  } finally {
    // Not asked nicely: the server may still be sending what nobody wants any more.
    await client.end().catch(() => undefined)
  }
}
