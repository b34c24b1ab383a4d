import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { refuseUnfitForApp } from '#db/app-connection.server'
import { connect, sql } from '#db/connection.server'
import { migrate, migrations } from '#db/migrate.server'
import { rolesByHand, urlAs } from '#db/roles.server'
import { sessionSettings } from '#db/session-settings'
import { test as base, expect } from '../support/database'

type Place = { url: string; secret: string; administrator: pg.Client }

/** An empty database of somebody who may make no roles; an administrator stands beside them. */
const test = base.extend<{ place: Place }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
  place: async ({}, use) => {
    const { url: template, secret } = inject('template')
    const name = `airt_${randomUUID().replaceAll('-', '').slice(0, 16)}_test`
    const url = new URL(template)
    url.pathname = '/postgres'
    const administrator = new pg.Client({ connectionString: url.href })
    await administrator.connect()
    await administrator.query(`create role ${name} login password 'of the tests'`)
    await administrator.query(`grant ${name} to current_user`)
    await administrator.query(`create database ${name} owner ${name}`)
    url.pathname = `/${name}`
    url.username = name
    url.password = 'of the tests'

    await use({ url: url.href, secret, administrator })

    await administrator.query(`drop database ${name} with (force)`)
    await administrator.query(`drop role ${name}`)
    await administrator.end()
  },
})

test('where the role may make none, an administrator makes them, and may do so twice', async ({ place }) => {
  const { url, secret, administrator } = place
  await expect(migrate(url, secret)).rejects.toThrow(/may not make roles: have an administrator run/)

  await administrator.query(rolesByHand(url, secret))
  await administrator.query(rolesByHand(url, secret))

  expect((await migrate(url, secret)).applied).toEqual(migrations.map(({ name }) => name))
  const app = connect({ url: urlAs('airt_app', url, secret) })
  const { rows } = await sql<{ people: number }>`select count(*) as people from app.person`.execute(app.db)
  await app.close()
  expect(rows).toEqual([{ people: 0 }])
})

test('two that start at once on an empty database bring it up to date once', async ({ place }) => {
  const { url, secret, administrator } = place
  await administrator.query(rolesByHand(url, secret))

  const both = await Promise.all([migrate(url, secret), migrate(url, secret)])

  expect(both.map(({ applied }) => applied.length).sort()).toEqual([0, migrations.length])
})

test('what a session of the app must be holds where a pooler passes none of it on', async ({ database }) => {
  await migrate(database.url, database.secret)
  const app = new pg.Client({ connectionString: urlAs('airt_app', database.url, database.secret) })
  await app.connect()

  const { rows } = await app.query(
    `select name, split_part(setting, ',', 1) as setting from pg_settings where name = any ($1) order by name collate "C"`,
    [Object.keys(sessionSettings)],
  )
  await app.end()

  expect(rows).toEqual([
    { name: 'DateStyle', setting: 'ISO' },
    { name: 'TimeZone', setting: 'Europe/London' },
    { name: 'idle_in_transaction_session_timeout', setting: '10000' },
    { name: 'jit', setting: 'off' },
    { name: 'lock_timeout', setting: '2000' },
    { name: 'statement_timeout', setting: '5000' },
  ])
})

test('an address of the app’s own is taken when all holds on it, and no other', async ({ database }) => {
  const { url, secret } = database
  const app = urlAs('airt_app', url, secret)

  await refuseUnfitForApp(app, true)

  const wrongly = new URL(app)
  wrongly.password = 'of nobody'
  await expect(refuseUnfitForApp(url, true)).rejects.toThrow('an address of the role airt_app')
  await expect(refuseUnfitForApp(wrongly.href, true)).rejects.toThrow(
    'AIRT_APP_DATABASE_URL must be a database that answers',
  )
  wrongly.port = '1'
  await expect(refuseUnfitForApp(wrongly.href, true)).rejects.toThrow('ECONNREFUSED')
})

test('a database that a newer Airt has moved on is not gone back to', async ({ place }) => {
  const { url, secret, administrator } = place
  await administrator.query(rolesByHand(url, secret))
  await migrate(url, secret)
  const owner = connect({ url })
  await sql`insert into public.airt_migration (name, digest) values ('9999_later.sql', 'x')`.execute(owner.db)
  await owner.close()

  await expect(migrate(url, secret)).rejects.toThrow('by a newer Airt: it has 9999_later.sql')
})
