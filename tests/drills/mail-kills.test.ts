import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { build } from 'esbuild'
import { urlAs } from '#db/migrate.server'
import { civilDate } from '~/shared/civil-date'
import { root } from '../db/embedded-process'
import { aMailServer } from '../messages/a-mail-server'
import { laterBy, messagesOf, queueOn } from '../messages/sending'
import { built } from '../security/committed'
import { anOrganisation, aPersonWith, aSession, aWorker, today } from '../support/builders'
import { expect, test } from '../support/database'

const WORKERS = 60
const MOST_KILLS = 60

/** What the job does, as a program of its own that can be killed. */
async function aSender(): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'airt')
  mkdirSync(folder, { recursive: true })
  const outfile = join(folder, `send-${process.pid}.mjs`)
  await build({
    stdin: {
      contents: `import { connect } from '#db/connection.server'
        import { sendWaiting } from '~/messages/send.server'
        import { mailServer } from '~/outside/mail-server.server'
        const [ownerUrl, jobsUrl, smtpUrl, today] = process.argv.slice(2)
        const owner = connect({ url: ownerUrl, most: 1 })
        const jobs = connect({ url: jobsUrl, most: 2 })
        const from = 'airt@airt.example'
        console.log('sending')
        await sendWaiting({ owner: owner.db, jobs: jobs.db, server: mailServer(smtpUrl), from, origin: 'https://airt.example', today, mayGoOn: () => true })
        await Promise.all([owner.close(), jobs.close()])`,
      resolveDir: root,
      loader: 'ts',
    },
    alias: { '~': join(root, 'app'), '#db': join(root, 'db') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outfile,
    logLevel: 'error',
  })
  return outfile
}

test('of a sender that is killed again and again no mail arrives twice', { timeout: 300_000 }, async ({
  database,
}) => {
  const workers = await built(database, async (db) => {
    const organisation = await anOrganisation(db)
    const all = []
    for (let at = 0; at < WORKERS; at += 1) {
      const worker = await aWorker(db, { organisation })
      const person = await aPersonWith(db, worker, { born_on: null })
      await aSession(db, person, worker, { planned_on: civilDate('2026-11-24') })
      all.push(worker)
    }
    return all
  })
  await queueOn(database)
  const server = await aMailServer({}, () => pause(Math.random() * 30))
  const program = await aSender()
  const words = [program, database.url, urlAs('airt_jobs', database.url, database.secret), server.url, today]

  let kills = 0
  const left = async () =>
    (await messagesOf(database, ...workers)).filter(({ state }) => !ended.has(state)).length
  while ((await left()) > 0) {
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
    const gone = new Promise<void>((settle) => child.on('close', () => settle()))
    child.stdout.once('data', async () => {
      if (kills >= MOST_KILLS) return
      await pause(50 + Math.random() * 300)
      if (child.kill('SIGKILL')) kills += 1
    })
    await gone
    await pause(100)
    await laterBy(database, '11 minutes')
  }
  await server.stop()
  rmSync(program, { force: true })

  const ids = server.arrived.map(({ read }) => read.messageId)
  const states = (await messagesOf(database, ...workers)).map(({ state }) => state)
  const unsure = states.filter((state) => state === 'unsure').length
  console.log(
    `${kills} kills, ${WORKERS} mails: ${ids.length} arrived, ${new Set(ids).size} of them different; ${unsure} of which the sender could not be sure`,
  )
  expect(kills).toBeGreaterThan(5)
  expect(ids.length).toBe(new Set(ids).size)
  expect(states.filter((state) => state === 'sent' || state === 'unsure')).toHaveLength(WORKERS)
  expect(ids.length).toBeGreaterThanOrEqual(WORKERS - unsure)
})

const ended: ReadonlySet<string> = new Set(['sent', 'unsure', 'refused', 'too-late', 'not-needed'])
