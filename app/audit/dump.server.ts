import { open } from 'node:fs/promises'
import { copiedOut } from '#db/copy-out.server'
import { clockOf } from './verify.server'
import { ENTRY_COLUMNS, SEAL_COLUMNS } from './verify-dump.mjs'

/**
 * Writes the entries and the seals into a new file, as `pg_dump` would: what the stand-alone `verify-dump.mjs` needs. It tells who has
 * seen whom, so it is for its owner alone.
 * @throws where there is such a file already, or none can be made.
 */
export async function dumpAudit(url: string, file: string): Promise<void> {
  const opened = await open(file, 'wx', 0o600)
  try {
    await opened.write(`-- The audit of Airt as of ${await clockOf(url)}\nSET client_encoding = 'UTF8';\n`)
    // Seals first: entries that are written meanwhile are then seen as not sealed yet.
    for (const [table, columns] of [
      ['aud.seal', SEAL_COLUMNS],
      ['aud.audit_entry', ENTRY_COLUMNS],
    ] as const) {
      const list = columns.join(', ')
      await opened.write(`\nCOPY ${table} (${list}) FROM stdin;\n`)
      for await (const piece of copiedOut(url, 'airt_seal', `select ${list} from ${table}`))
        await opened.write(piece)
      await opened.write('\\.\n')
    }
    await opened.sync()
  } finally {
    await opened.close()
  }
}
