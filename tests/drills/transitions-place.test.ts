import { expect, test } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { openRequest } from '~/access/request.server'
import { beginWork } from '~/access/work.server'
import { changesListed } from '~/transitions/place.server'
import { placePage } from '~/transitions/place-page.server'
import { everything, type PlaceView } from '~/transitions/place-view'
import { rederiveAll } from '~/transitions/rederive.server'
import { aCluster } from '../bench/cluster'
import { type Bearer, fillWith, idOf, signIn, today } from '../bench/people'

const PEOPLE = Number(process.env.AIRT_PLACE_PEOPLE ?? 20_000)
const TIMES = 15

const views: Readonly<Record<string, PlaceView>> = {
  'as it comes': everything,
  'needs a decision': { ...everything, stage: 'needs-decision' },
  'releases in 12 weeks': { ...everything, kind: 'RELEASE', when: '12-weeks' },
  'the last 6 months': { ...everything, when: 'past' },
}

test('a page of what is coming costs what one sees, and not what there is', {
  timeout: 3_000_000,
}, async () => {
  const cluster = await aCluster()
  try {
    const { superuser, owner, jobs, app } = await cluster.database('place')
    const { youthWorker, manager } = await fillWith(superuser, PEOPLE)
    await rederiveAll(jobs.db, await beginWork(owner.db, 'rederive', null), { dryRun: false, by: 'drill' })
    const teams = [0, 1, 2, 3].map((n) => idOf(`team ${n}`))
    await superuser.query(
      'insert into app.team_member (organisation_id, team_id, worker_id) select organisation_id, id, $1 from app.team where id = any ($2) on conflict do nothing',
      [idOf('manager 1'), teams],
    )
    await superuser.query(
      `insert into sec.edge select e.* from sec.edges_of(array(select p.id from app.person p where p.team_id = any ($2))) e
        where e.user_id = $1 on conflict do nothing`,
      [idOf('manager 1'), teams],
    )
    await superuser.query('vacuum analyze')
    const who = {
      'a worker with 60 people': youthWorker,
      'a manager of 600': manager,
      'a manager of 2,400': await signIn(superuser, 'manager 1'),
    }
    for (const [name, bearer] of Object.entries(who)) {
      for (const [shows, view] of Object.entries(views))
        console.log(`${name}, ${shows}: ${(await medianOf(app.db, bearer, view)).toFixed(1)} ms`)
      const plan = await planOf(app.db, bearer)
      console.log(plan)
      expect(plan).toContain('Index Scan using transition_organisation_id_person_id_rule_occurrence_key')
      expect(plan).not.toMatch(/Seq Scan on (transition|person|edge)/)
      // Whose they are is looked up once, and not again for each of their changes.
      expect(plan).not.toMatch(/loops=[1-9]\d/)
    }
  } finally {
    await cluster.stop()
  }
})

async function medianOf(db: Db, bearer: Bearer, view: PlaceView): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < TIMES; n += 1)
    await asked(db, bearer, async (own) => {
      const began = performance.now()
      await placePage(own, bearer.worker, today, { view, after: null, actId: null })
      took.push(performance.now() - began)
    })
  return took.toSorted((one, other) => one - other)[Math.floor(TIMES / 2)] ?? 0
}

/** How the database reads the first page, as whoever this is, with row-level security. */
async function planOf(db: Db, bearer: Bearer): Promise<string> {
  let plan = ''
  await asked(db, bearer, async (own) => {
    const { sql: text, parameters } = changesListed(own, bearer.worker, today, everything, null).compile()
    const filled = text.replace(/\$(\d+)/g, (_all, at) => literal(parameters[Number(at) - 1]))
    const { rows } = await sql<
      Record<string, string>
    >`explain (analyze, buffers, timing off) ${sql.raw(filled)}`.execute(own)
    plan = rows.map((row) => Object.values(row)[0]).join('\n')
  })
  return plan
}

function literal(value: unknown): string {
  return value === null || value === undefined ? 'null' : `'${Array.isArray(value) ? `{${value}}` : value}'`
}

/** One request's transaction, rolled back at its end. */
async function asked(db: Db, { token }: Bearer, run: (db: Db) => Promise<void>): Promise<void> {
  const unit = openRequest(db, '00000000-0000-4000-8000-000000000000')
  await run((await unit.enter(token)).db)
  await unit.finish({ status: 500, location: null })
}
