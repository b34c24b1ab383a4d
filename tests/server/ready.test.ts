import { sql } from '#db/connection.server'
import { whyNotReady } from '~/database.server'
import { expect, test } from '../support/database'

test('is ready when the database is up to date and can be written', async ({ database }) => {
  expect(await whyNotReady(database)).toBeNull()
})

test('stays ready while a newer Airt, which is taking over, has moved the database on', async ({
  database,
}) => {
  await sql`insert into public.airt_migration (name, digest) values ('9999_later.sql', 'x')`.execute(
    database.owner.db,
  )

  const why = await whyNotReady(database)

  await sql`delete from public.airt_migration where name = '9999_later.sql'`.execute(database.owner.db)
  expect(why).toBeNull()
})

test('is not ready on a database that lacks a migration of its own', async ({ database }) => {
  const last = sql`(select max(name) from public.airt_migration)`
  await sql`update public.airt_migration set name = name || '.not' where name = ${last}`.execute(
    database.owner.db,
  )

  const why = await whyNotReady(database)

  await sql`update public.airt_migration set name = replace(name, '.not', '') where name = ${last}`.execute(
    database.owner.db,
  )
  expect(why).toBe('the database is not brought up to date: run migrate')
})

test('is not ready while the database can only be read', async ({ database }) => {
  const { app } = database
  const readOnly = app.db.transaction().setAccessMode('read only')

  const why = await readOnly.execute((db) => whyNotReady({ app: { db, close: app.close } }))

  expect(why).toBe('the database cannot be written')
})
