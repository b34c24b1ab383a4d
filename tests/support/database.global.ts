import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#db/embedded.server'
import { migrate } from '#db/migrate.server'

declare module 'vitest' {
  interface ProvidedContext {
    /** Every test file has a copy of this database; the role owns it and is no superuser. */
    template: { url: string; secret: string }
  }
}

const TEMPLATE = 'airt_template_test'

/**
 * A throw-away cluster, or the server of DATABASE_URL, whose role must be allowed to create databases for this; migrated once,
 * copied for each file.
 */
export default async function setUp(project: TestProject) {
  const { url, secret, stop } = await cluster()
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await dropLeftOvers(owner)
  await owner.query(`create database ${TEMPLATE}`)
  const template = new URL(url)
  template.pathname = `/${TEMPLATE}`
  await migrate(template.href, secret)
  await owner.query('grant airt_app, airt_jobs to current_user')
  await owner.end()
  project.provide('template', { url: template.href, secret })
  return stop
}

async function cluster() {
  const server = process.env.DATABASE_URL
  if (server !== undefined) {
    return {
      url: server,
      secret: process.env.AIRT_SECRET ?? 'a secret of the tests that is long enough',
      stop: async () => undefined,
    }
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'airt-test-'))
  const { url, superUrl, secret, stop } = await startEmbedded({ dataDir, unsafe: true })
  const superuser = new pg.Client({ connectionString: superUrl })
  await superuser.connect()
  await superuser.query('alter role airt_migrate createdb')
  await superuser.end()
  return {
    url,
    secret,
    stop: async () => {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Only databases whose names end in `_test` are ever dropped. */
async function dropLeftOvers(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^airt_[a-z0-9_]*_test$' and pg_get_userbyid(datdba) = current_user`,
  )
  for (const { datname } of rows)
    await owner.query(`drop database ${owner.escapeIdentifier(datname)} with (force)`)
}
