import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { connect } from '#db/connection.server'
import { startEmbedded } from '#db/embedded.server'
import { migrate, urlAs } from '#db/migrate.server'
import type { TestDatabase } from './database'

export type OwnDatabase = TestDatabase & { dataDir: string; superUrl: string; end: () => Promise<void> }

/** An embedded database as the product makes it, with everything made safe on disk, to be killed, filled and stopped. */
export async function anOwnDatabase(
  dataDir = mkdtempSync(join(tmpdir(), 'airt-stress-')),
): Promise<OwnDatabase> {
  const { url, superUrl, secret, stop } = await startEmbedded({ dataDir })
  await migrate(url, secret)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('grant airt_app, airt_jobs to current_user')
  await client.end()
  const owner = connect({ url, most: 4 })
  const app = connect({ url: urlAs('airt_app', url, secret) })
  const jobs = connect({ url: urlAs('airt_jobs', url, secret), most: 4 })
  return {
    url,
    superUrl,
    secret,
    owner,
    app,
    jobs,
    dataDir,
    end: async () => {
      await Promise.all([owner.close(), app.close(), jobs.close()])
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
