import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { askToTalk } from '~/supervision/ask-to-talk.server'
import { addNote, myTeam, notesWith, wishOf } from '~/supervision/notes.server'
import { supervisionWords } from '~/supervision/words'
import { anOrganisation, aTeam, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'

/** Shona, who manages Isla's team; Rab, who manages another; and a colleague of Isla's. */
async function aTeamOf(db: Db) {
  const organisation = await anOrganisation(db)
  const shona = await aWorker(db, { role: 'team-manager', organisation, name: 'Shona Baird' })
  const rab = await aWorker(db, { role: 'team-manager', organisation, name: 'Rab Todd' })
  const isla = await aWorker(db, { organisation })
  const ali = await aWorker(db, { organisation, name: 'Ali Mirza' })
  await aTeam(db, organisation, [shona, isla, ali])
  await aTeam(db, organisation, [rab])
  return { shona, rab, isla, ali }
}

const SECRET = 'a secret of the tests'
const words = 'He hears that nobody hires from here. From a cousin. We offered the bikes.'

async function read(db: Db, reader: Worker, about: Worker) {
  await signedInAs(db, reader)
  return (await notesWith(db, SECRET, reader, about.id)).map((note) => note.words)
}

test('a note is for the manager who wrote it and the worker it is about, and for nobody else', async ({
  db,
}) => {
  const { shona, rab, isla, ali } = await aTeamOf(db)
  await signedInAs(db, shona)

  await addNote(db, shona, isla.id, words, today)

  expect(await read(db, shona, isla)).toEqual([words])
  expect(await read(db, isla, isla)).toEqual([words])
  for (const other of [rab, ali]) expect(await read(db, other, isla)).toEqual([])
})

test('nothing of a note can be read where it lies, and it belongs to its week', async ({ db }) => {
  const { shona, isla } = await aTeamOf(db)
  await signedInAs(db, shona)
  await addNote(db, shona, isla.id, words, today)

  const { rows } = await building(db, async () => {
    await sql`reset role`.execute(db)
    await sql`set local role airt_sec`.execute(db)
    const found = await sql<{ week: string; words: Buffer }>`
      select week_on as week, words from app.supervision_note where worker_id = ${isla.id}`.execute(db)
    await sql`set local role airt_jobs`.execute(db)
    return found
  })

  expect(rows.map(({ week }) => week)).toEqual(['2026-11-23'])
  expect(rows[0]?.words.toString('latin1')).not.toContain('cousin')
})

test('a manager writes to the workers of their own teams alone', async ({ db }) => {
  const { shona, rab, isla, ali } = await aTeamOf(db)

  await signedInAs(db, shona)
  const team = await myTeam(db, shona)
  await signedInAs(db, rab)
  const none = await myTeam(db, rab)
  await signedInAs(db, isla)
  const workers = await myTeam(db, isla)

  expect(team.map(({ id }) => id).sort()).toEqual([isla.id, ali.id].sort())
  expect([none, workers]).toEqual([[], []])
  await signedInAs(db, rab)
  await expect(addNote(db, rab, isla.id, words, today)).rejects.toThrow('row-level security')
})

test('it asks which story a young person hears, from whom, and what was offered instead', () => {
  expect(supervisionWords.question).toBe(
    'Which story is this young person hearing, from whom, and what have we offered instead?',
  )
})

test('a worker asks to talk, the managers of their team see that and nothing more, and a note answers it', async ({
  db,
}) => {
  const { shona, rab, isla, ali } = await aTeamOf(db)
  const seenBy = async (manager: Worker) => {
    await signedInAs(db, manager)
    return (await myTeam(db, manager)).flatMap(({ id, wishedOn }) => (wishedOn ? [id] : []))
  }
  const mine = async (worker: Worker) => {
    await signedInAs(db, worker)
    return (await wishOf(db, worker)) !== null
  }
  await signedInAs(db, isla)

  await askToTalk(db, isla, 'ask')
  const asked = [await seenBy(shona), await seenBy(rab), await mine(isla), await mine(ali)]
  await signedInAs(db, shona)
  await addNote(db, shona, isla.id, words, today)
  const answered = [await seenBy(shona), await mine(isla)]
  await signedInAs(db, isla)
  await askToTalk(db, isla, 'ask')
  await askToTalk(db, isla, 'take-back')

  expect(asked).toEqual([[isla.id], [], true, false])
  expect(answered).toEqual([[], false])
  expect(await seenBy(shona)).toEqual([])
})
