import type pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { beginWork, inWork } from '~/access/work.server'
import { cardsToTalk, programmesToOffer } from '~/casework/choices'
import { choicesFor } from '~/casework/choices.server'
import { loadLibrary } from '~/narratives/load-library.server'
import { inbox } from '~/referrals/inbox.server'
import { dueTransitions } from '~/transitions/queries.server'
import { rederiveAll } from '~/transitions/rederive.server'
import { aCluster, type BenchDatabase } from './cluster'
import { asTable, type Figure, inRounds, median, ratio } from './figures'
import { type Bearer, fillWith, idOf, signIn, today } from './people'

const figures: Figure[] = []
afterAll(() => {
  process.stdout.write(`\n${asTable(figures)}\n`)
})

test('cards and programmes for a page of prompts, and a full inbox', { timeout: 600_000 }, async () => {
  const cluster = await aCluster()
  try {
    const database = await cluster.database('bench_casework')
    const { youthWorker } = await fillWith(database.superuser, 10_000)
    const token = await beginWork(database.owner.db, 'bench', null)
    await rederiveAll(database.jobs.db, token, { dryRun: false, by: 'bench' })
    await inWork(database.jobs.db, token, (db) => loadLibrary(db, today))
    await fillInbox(database.superuser)
    const partner = await signIn(database.superuser, 'partner')
    await choices(database, youthWorker)
    await inboxes(database, partner)
  } finally {
    await cluster.stop()
  }
  expect(figures.length).toBeGreaterThan(0)
})

async function choices({ app }: BenchDatabase, bearer: Bearer): Promise<void> {
  const people = Array.from({ length: 50 }, (_, n) => idOf(`person ${n}`))
  const given = await inRounds(15, {
    list: () =>
      timed(30, () =>
        asked(app.db, bearer, (db) => dueTransitions(db, bearer.worker, today, { limit: 50 }).execute()),
      ),
    choices: () =>
      timed(30, () => asked(app.db, bearer, (db) => choicesFor(db, bearer.worker, people, today))),
    chosen: () => timed(30, () => asked(app.db, bearer, (db) => chosen(db, bearer, people))),
  })
  const times = ratio(given.choices, given.list)
  figures.push(
    figure('the next 50 prompts of a worker', `${median(given.list).toFixed(2)} ms`, '', null),
    figure(
      'cards and programmes for 50 prompts, one query',
      `${median(given.choices).toFixed(2)} ms, ${times.toFixed(2)} times the list`,
      'at most 3',
      times <= 3,
    ),
    figure('the same, and chosen with reasons', `${median(given.chosen).toFixed(2)} ms`, '', null),
  )
}

async function chosen(db: Db, { worker }: Bearer, people: readonly string[]): Promise<void> {
  const { cards, programmes, about } = await choicesFor(db, worker, people, today)
  for (const person of about.values()) {
    cardsToTalk(
      cards,
      person,
      { transitionId: person.id, rule: 'AGE_18', says: 'Turns 18', on: today },
      today,
    )
    programmesToOffer(programmes, person, today, 1)
  }
}

async function inboxes({ app }: BenchDatabase, partner: Bearer): Promise<void> {
  let shown = 0
  const given = await inRounds(15, {
    bare: () => timed(100, () => sql`select 1`.execute(app.db)),
    inbox: () =>
      timed(30, () =>
        asked(app.db, partner, async (db) => {
          shown = (await inbox(db, null)).length
        }),
      ),
  })
  expect(shown).toBeGreaterThanOrEqual(50)
  figures.push(
    figure(
      'the first page of an inbox of 500, session, row-level security, audit',
      `${median(given.inbox).toFixed(2)} ms, ${ratio(given.inbox, given.bare).toFixed(1)} times select 1`,
      '',
      null,
    ),
  )
}

/** Sixty programmes, and one of them with 500 referrals that wait for its partner: past the triggers, then given their edges. */
async function fillInbox(client: pg.Client): Promise<void> {
  await client.query("set session_replication_role = 'replica'")
  for (const statement of inboxRows) await client.query(statement)
  await client.query("set session_replication_role = 'origin'")
  await client.query(`insert into sec.edge select e.* from sec.edges_of(array(select person_id from app.referral)) e
    on conflict do nothing`)
  await client.query('vacuum analyze')
}

const id = (what: string) => `md5(${what})::uuid`
const provider = id("'provider'")
const programme = id("'programme 1'")

const inboxRows = [
  `insert into app.organisation (id, slug, name) values (${provider}, 'provider', 'The Wheelhouse')`,
  `insert into app.worker (organisation_id, id, email, name, role)
   values (${provider}, ${id("'partner'")}, 'partner@wheelhouse.example', 'Jo Petrie', 'partner')`,
  `insert into app.programme (organisation_id, id, name, youngest_age, oldest_age, places_free, places_set_on)
   select ${provider}, ${id("'programme ' || n")}, 'Programme ' || n, 10 + n % 8, 18 + n % 8, n % 4, '${today}'::date - n
     from generate_series(1, 60) n`,
  `insert into app.programme_staff (organisation_id, programme_id, worker_id) values (${provider}, ${programme}, ${id("'partner'")})`,
  `insert into app.sharing_grant (organisation_id, id, person_id, to_programme_organisation_id, to_programme_id, scopes, purpose, basis,
     would_share_anyway, expires_at)
   select p.organisation_id, ${id("'share ' || p.id")}, p.id, ${provider}, ${programme}, 16, 'A place', 'consent', 'no', now() + interval '60 days'
     from app.person p order by p.id limit 500`,
  `insert into app.referral (organisation_id, id, person_id, programme_organisation_id, programme_id, status, due_on, share_id, payload, sent_at)
   select s.organisation_id, ${id("'referral ' || s.id")}, s.person_id, ${provider}, ${programme}, 'sent', '${today}'::date + 3, s.id,
     '{"name": "Calum", "reach": [], "wants": "To work on engines", "takesPart": "yes", "more": [],
       "from": {"name": "Isla Munro", "organisation": "Northmoor", "email": "isla@northmoor.example"}}', now() from app.sharing_grant s`,
]

async function asked(db: Db, { token }: Bearer, run: (db: Db) => Promise<unknown>): Promise<void> {
  const unit = openRequest(db, '00000000-0000-4000-8000-000000000000')
  const { db: own } = await unit.enter(token)
  await run(own)
  await unit.finish({ status: 500, location: null })
}

async function timed(times: number, run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let at = 0; at < times; at += 1) await run()
  return (performance.now() - began) / times
}

function figure(what: string, how: string, goal: string, holds: boolean | null): Figure {
  return { what, figure: how, goal, holds }
}
