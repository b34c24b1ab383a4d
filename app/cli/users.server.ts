import type { Db } from '#db/connection.server'
import { makeLink } from '~/access/link.server'
import { roles } from '~/access/permissions'
import { findUser, listUsers, type User } from '~/access/user.server'
import { beginWork, inWork } from '~/access/work.server'
import { type LeftBehind, leave } from '~/handover/leave.server'
import { addWorker } from '~/organisations/add.server'
import { email } from '~/shared/fields'
import { type Command, done, type Given, type Outcome, refusedWith, textOption } from './command'
import { organisationCalled } from './organisations.server'

export const userCommands: Readonly<Record<string, Command>> = {
  'user add': {
    usage: 'user add <email> --role <role> --organisation <slug> [--team <name>] [--name <name>]',
    does: `a new user, and a one-time link for them, good for three days; a role is one of ${roles.join(', ')}`,
    words: [1, 1],
    options: {
      role: { type: 'string' },
      organisation: { type: 'string' },
      team: { type: 'string' },
      name: { type: 'string' },
    },
    run: addUser,
  },
  'user list': {
    usage: 'user list [--organisation <slug>]',
    does: 'who may sign in, and how far they have come with it',
    words: [0, 0],
    options: { organisation: { type: 'string' } },
    run: list,
  },
  'user reset': {
    usage: 'user reset <email> [--new-code]',
    does: 'ends their sessions and prints a one-time link for another password, good for half an hour; with --new-code, for a lost phone as well',
    words: [1, 1],
    options: { 'new-code': { type: 'boolean' } },
    run: reset,
  },
  'user end': {
    usage: 'user end <email> [--leaving <how many>]',
    does: 'somebody who may not sign in any more; their sessions end at once, what they wrote stays. Where young people are theirs it says how many, and goes on when --leaving names that number',
    words: [1, 1],
    options: { leaving: { type: 'string' } },
    run: end,
  },
}

async function addUser(given: Given): Promise<Outcome> {
  const address = email().safeParse(given.words[0])
  if (!address.success) return refusedWith('Say an email address like name@example.org.')
  const role = roles.find((known) => known === textOption(given, 'role'))
  if (!role) return refusedWith(`Say a role with --role: ${roles.join(', ')}.`)
  const slug = textOption(given, 'organisation')
  if (slug === null) return refusedWith('Say which organisation with --organisation.')
  const database = await given.database()
  const organisationId = await organisationCalled(database, slug)
  if (organisationId === null) return refusedWith(`There is no organisation ${slug}.`)

  const token = await beginWork(database.owner.db, 'user.add', organisationId)
  return inWork(database.jobs.db, token, async (db) => {
    const team = textOption(given, 'team')
    const teamId = team === null ? null : await teamCalled(db, organisationId, team)
    if (team !== null && teamId === null) return refusedWith(`There is no team ${team} in ${slug}.`)
    const name = textOption(given, 'name') ?? nameFrom(address.data)
    const teamIds = teamId === null ? [] : [teamId]
    const added = await addWorker(db, organisationId, { email: address.data, name, role, teamIds }, given.by)
    if (!added.ok) return refusedWith(`There is a user ${address.data} already.`)
    const link = await linkFor(db, given, added.value.workerId, 'first')
    return done(`Added ${name}. Their link works once, within three days:\n${link}`, {
      user: address.data,
      role,
      link,
    })
  })
}

async function list(given: Given): Promise<Outcome> {
  const database = await given.database()
  const slug = textOption(given, 'organisation')
  const organisationId = slug === null ? null : await organisationCalled(database, slug)
  if (slug !== null && organisationId === null) return refusedWith(`There is no organisation ${slug}.`)
  const token = await beginWork(database.owner.db, 'user.list', organisationId)
  const users = await inWork(database.jobs.db, token, listUsers)
  const lines = users.map((user) =>
    [user.email, user.role, user.organisation, user.name, user.state].join('  '),
  )
  return done(lines.length ? lines.join('\n') : 'There are no users.', users)
}

async function reset(given: Given): Promise<Outcome> {
  return forUser(given, 'user.reset', async (db, user) => {
    const link = await linkFor(db, given, user.id, 'reset')
    return done(`${user.name} is signed out. Their link works once, within 30 minutes:\n${link}`, {
      user: user.email,
      link,
    })
  })
}

async function end(given: Given): Promise<Outcome> {
  const said = textOption(given, 'leaving')
  const acknowledged = said !== null && /^\d{1,6}$/.test(said) ? Number(said) : null
  return forUser(given, 'user.end', async (db, user) => {
    const ended = await leave(db, user, { acknowledged, by: given.by })
    if (!ended.ok) return refusedWith(leavingSays(user, ended.reason), { user: user.email, ...ended.reason })
    const { left, sessionsEnded } = ended.value
    const people = left.leads + left.beside
    const says = people
      ? ` ${inWords(people)} need another worker: their managers see who, under People.`
      : ''
    return done(`${user.name} cannot sign in any more.${says}`, { user: user.email, sessionsEnded, ...left })
  })
}

function leavingSays({ name }: User, { leads, beside, sessions }: LeftBehind): string {
  const people = leads + beside
  return (
    `${name} leads ${inWords(leads)}, works beside ${beside} more, and has ${sessions} planned ${sessions === 1 ? 'session' : 'sessions'}. ` +
    'Their manager sees who in Airt, under People, and can give them to a colleague first; tell each young person before the last day. ' +
    `To end the account now, add --leaving ${people}.`
  )
}

function inWords(people: number): string {
  return `${people} ${people === 1 ? 'young person' : 'young people'}`
}

/** Work of this act in the organisation of whoever has that e-mail. */
async function forUser(
  given: Given,
  act: string,
  run: (db: Db, user: User) => Promise<Outcome>,
): Promise<Outcome> {
  const address = (given.words[0] ?? '').trim().toLowerCase()
  const { owner, jobs } = await given.database()
  const finding = await beginWork(owner.db, 'user.find', null)
  const user = await inWork(jobs.db, finding, (db) => findUser(db, address))
  if (user === null) return refusedWith(`There is no user ${address} who can sign in.`)
  const token = await beginWork(owner.db, act, user.organisationId)
  return inWork(jobs.db, token, (db) => run(db, user))
}

async function linkFor(db: Db, given: Given, workerId: string, kind: 'first' | 'reset'): Promise<string> {
  const codeToo = given.options['new-code'] === true
  const path = await makeLink(db, { id: workerId }, kind, { codeToo }, given.by)
  return `${given.env.origins[0]}${path}`
}

async function teamCalled(db: Db, organisationId: string, name: string): Promise<string | null> {
  const team = await db
    .selectFrom('app.team')
    .where('organisation_id', '=', organisationId)
    .where('name', '=', name)
    .select('id')
    .executeTakeFirst()
  return team?.id ?? null
}

/** `isla.munro@…` is Isla Munro until somebody says otherwise. */
function nameFrom(address: string): string {
  return (address.split('@')[0] ?? '')
    .split(/[._-]+/)
    .filter(Boolean)
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`)
    .join(' ')
}
