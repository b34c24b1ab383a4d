import { connect, type Db, sql } from '#db/connection.server'
import { urlAs } from '#db/roles.server'
import { openRequest } from '~/access/request.server'
import { recordAudit } from '~/audit/write.server'
import { choicesFor } from '~/casework/choices.server'
import { dayOf, PROMPTS_A_PAGE } from '~/casework/day.server'
import { deriveFor } from '~/transitions/derive.server'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { type Bearer, type Cast, idOf, today } from './people'

/** Each answered with how long it took, in milliseconds. */
export type ListWord = keyof typeof words

const { DATABASE_URL: url = '', AIRT_SECRET: secret = '', CAST: cast = '' } = process.env
const { youthWorker, manager } = JSON.parse(cast) as Cast
const { db: app } = connect({ url: urlAs('airt_app', url, secret) })

const words = {
  bare: () => timed(200, () => sql`select 1`.execute(app)),
  next: () =>
    timed(100, () =>
      asked(youthWorker, (db) => transitionsDue(db, youthWorker.worker, today, { limit: 50 })),
    ),
  today: () => timed(100, () => page(youthWorker)),
  managed: () => timed(20, () => page(manager)),
  save: () => timed(30, () => save(false)),
  'save and derive': () => timed(30, () => save(true)),
}

process.on('message', async (word: ListWord) => {
  process.send?.(await words[word]())
})

/** All that the page asks of the database: what waits, its audit entry, and what there is to choose from for what is due. */
function page(bearer: Bearer): Promise<unknown> {
  return asked(bearer, async (own) => {
    const { prompts } = await dayOf(own, bearer.worker, today, null)
    const { due } = todayCards(prompts.slice(0, PROMPTS_A_PAGE), today)
    const people = [...new Set(due.map(({ personId }) => personId))]
    if (people.length) await choicesFor(own, bearer.worker, people, today)
  })
}

/** One request's transaction, begun and ended as the server does; what reads without an entry is rolled back. */
async function asked({ token }: Bearer, run: (db: Db) => Promise<unknown>): Promise<void> {
  const unit = openRequest(app, '00000000-0000-4000-8000-000000000000')
  const entered = await unit.enter(token)
  const rows = await run(entered.db)
  await unit.finish({ status: rows === undefined ? 200 : 500, location: null })
}

let day = 0

/** One changed birth date with its version, with deriving in the save and without. */
function save(derives: boolean): Promise<void> {
  const person = idOf('person 2')
  return asked(youthWorker, async (db) => {
    day += 1
    await sql`update app.person set born_on = ${`2009-0${1 + (day % 9)}-1${day % 10}`}::date, version = version + 1
      where id = ${person}::uuid`.execute(db)
    if (derives) await deriveFor(db, [person])
    await recordAudit(db, { act: 'person.edit', personId: person })
  })
}

async function timed(times: number, run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  for (let at = 0; at < times; at += 1) await run()
  return (performance.now() - began) / times
}
