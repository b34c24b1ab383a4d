import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { everybody } from '#db/demo/everybody'
import type { Role } from '~/access/permissions'
import type { Database } from '~/database.server'
import { openDemonstration } from '~/demonstration.server'
import { type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { today } from '../support/builders'
import { building, expect, type TestDatabase, test } from '../support/database'
import { days, loadIn, signInAs } from './loaded'

describe.each(days.map(civilDate))('on %s', (day) => {
  test('Today shows both workers something true, and every decision was one that could be taken then', async ({
    db,
  }) => {
    const { decisions } = await loadIn(db, day)

    const isla = await dueFor(db, 'youth-worker', day)
    const ali = await dueFor(db, 'justice-social-worker', day)
    const { rows } = await building(db, () =>
      sql<{ note: string }>`select note from app.decision where note <> ''`.execute(db),
    )

    expect(titlesOf(isla)).toEqual(
      expect.arrayContaining(['Can leave school', 'Supervision order ends', 'Turns 18']),
    )
    expect(titlesOf(ali)).toEqual(expect.arrayContaining(['Court date', 'Release', 'Release date not known']))
    for (const { due } of [isla, ali]) {
      expect(due.length).toBeGreaterThanOrEqual(6)
      expect(due.length).toBeLessThanOrEqual(13)
    }
    const skye = ali.due.find(({ name }) => name === 'Skye Robertson')
    expect(skye?.prompts.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['Supervision order ends', 'Turns 18']),
    )
    const told = decisions.filter(({ note }) => note !== '')
    expect(rows.map(({ note }) => note).sort()).toEqual(told.map(({ note }) => note).sort())
  })

  test('nobody is older or younger than their story says', async () => {
    const { people } = everybody(day)

    for (const { born, key } of people) {
      const years = born === null ? 15 : daysBetween(born, day) / 365.25
      expect([key, years > 12 && years < 22]).toEqual([key, true])
    }
  })
})

test('an empty database is filled once, and a password that is made at random is told once and kept', async ({
  database,
}) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'airt-demonstration-'))
  const said: string[] = []
  const open = (demoPassword: string | null) =>
    openDemonstration(asDatabase(database), { dataDir, demoPassword }, today, (line) => said.push(line))

  const first = await open(null)
  const again = await open(null)
  const chosen = await open('another password than that')

  expect(first?.accounts.map(({ email }) => email)).toHaveLength(8)
  expect(first?.newPassword).toMatch(/^([a-z]{4}-){4}[a-z]{4}$/)
  expect(again).toMatchObject({ newPassword: null, passwordFile: first?.passwordFile })
  expect(said).toEqual(['Loading the demonstration …'])
  expect(chosen?.newPassword).toBeNull()
  expect(readFileSync(first?.passwordFile ?? '', 'utf8')).toBe('another password than that\n')
  expect(statSync(first?.passwordFile ?? '').mode & 0o777).toBe(0o600)
  rmSync(dataDir, { recursive: true })
})

async function dueFor(db: Db, role: Role, day: CivilDate) {
  const who = await signInAs(db, role)
  const rows = await transitionsDue(db, who as Parameters<typeof transitionsDue>[1], day, { limit: 50 })
  return todayCards(rows, day)
}

function titlesOf({ due }: ReturnType<typeof todayCards>): string[] {
  return due.flatMap(({ prompts }) => prompts.map(({ title }) => title))
}

function asDatabase(database: TestDatabase): Database {
  const { url } = database
  const nothing = { embedded: null, keepReserve: async () => 0, close: async () => undefined }
  return { ...database, ownerUrl: url, jobsUrl: url, notes: [], ...nothing }
}
