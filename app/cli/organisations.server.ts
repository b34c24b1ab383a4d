import { migrate } from '#db/migrate.server'
import { poolerUser, rolesByHand } from '#db/roles.server'
import { beginWork, inWork } from '~/access/work.server'
import type { Database } from '~/database.server'
import { addOrganisation, addTeam } from '~/organisations/add.server'
import { type Command, done, type Given, refusedWith, textOption } from './command'

export const organisationCommands: Readonly<Record<string, Command>> = {
  migrate: {
    usage: 'migrate [--print-roles] [--print-pooler]',
    does: 'brings the database up to date; with --print-roles, only prints what an administrator runs to make the roles by hand; with --print-pooler, the line of PgBouncer’s auth_file by which the app comes in',
    words: [0, 0],
    options: { 'print-roles': { type: 'boolean' }, 'print-pooler': { type: 'boolean' } },
    run: migrateNow,
  },
  'organisation add': {
    usage: 'organisation add <slug> --name <name>',
    does: 'a new organisation',
    words: [1, 1],
    options: { name: { type: 'string' } },
    run: addOne,
  },
  'team add': {
    usage: 'team add <name> --organisation <slug>',
    does: 'a new team of an organisation',
    words: [1, 1],
    options: { organisation: { type: 'string' } },
    run: addOneTeam,
  },
}

async function migrateNow({ options, env, database }: Given) {
  const printed =
    options['print-roles'] === true ? 'roles' : options['print-pooler'] === true ? 'pooler' : null
  if (printed !== null) {
    const { databaseUrl: url, secret } = env
    if (url === null || secret === null) return refusedWith('DATABASE_URL must be set: this is for a server.')
    const text = printed === 'roles' ? rolesByHand(url, secret) : poolerUser(secret)
    return done(text, { [printed]: text })
  }
  const { applied } =
    env.databaseUrl && env.secret ? await migrate(env.databaseUrl, env.secret) : { applied: [] }
  if (!env.databaseUrl) await database()
  return done(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.', { applied })
}

async function addOne(given: Given) {
  const [slug = ''] = given.words
  const name = textOption(given, 'name')
  if (name === null) return refusedWith('Say the name of the organisation with --name.')
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug))
    return refusedWith('A slug is small letters, digits and hyphens.')
  const { owner, jobs } = await given.database()
  const token = await beginWork(owner.db, 'organisation.add', null)
  const added = await inWork(jobs.db, token, (db) => addOrganisation(db, { slug, name }, given.by))
  if (!added.ok) return refusedWith(`There is an organisation ${slug} already.`)
  return done(`Added ${name}.`, { organisation: slug })
}

async function addOneTeam(given: Given) {
  const [name = ''] = given.words
  const slug = textOption(given, 'organisation')
  if (slug === null) return refusedWith('Say which organisation with --organisation.')
  const database = await given.database()
  const organisationId = await organisationCalled(database, slug)
  if (organisationId === null) return refusedWith(`There is no organisation ${slug}.`)
  const token = await beginWork(database.owner.db, 'team.add', organisationId)
  const added = await inWork(database.jobs.db, token, (db) => addTeam(db, organisationId, name, given.by))
  if (!added.ok) return refusedWith(`There is a team ${name} already.`)
  return done(`Added the team ${name}.`, { team: name })
}

/** Null when there is none of that slug. */
export async function organisationCalled({ owner, jobs }: Database, slug: string): Promise<string | null> {
  const token = await beginWork(owner.db, 'organisation.find', null)
  return inWork(jobs.db, token, async (db) => {
    const found = await db
      .selectFrom('app.organisation')
      .where('slug', '=', slug)
      .select('id')
      .executeTakeFirst()
    return found?.id ?? null
  })
}
