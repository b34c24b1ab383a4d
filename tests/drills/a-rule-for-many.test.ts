import { saveTrial, tryRule } from '~/workshop/change-rule.server'
import { expect, test } from '../support/database'
import {
  anAdministrator,
  asking,
  changeOf,
  pupils,
  storedPrompts,
  today,
  trialOf,
  trialRows,
  whatChanged,
  workIsDone,
} from '../workshop/a-rule-is-changed'

const PEOPLE = Number(process.env.AIRT_DRILL_PEOPLE ?? 100_000)
const CODE = 'SCHOOL_LEAVING'
const EARLIER = { before: ['-39w', '-12w', '-6w', '-2w'] }

test(`the notice of ${PEOPLE} leavers goes from 26 to 39 weeks as its dry run said, row for row`, {
  timeout: 3_600_000,
}, async ({ database }) => {
  const me = await anAdministrator(database)
  const made = await timed(() => pupils(database, me.organisationId, PEOPLE))
  const before = await storedPrompts(database, me.organisationId, CODE)

  const trialId = await asking(database, me, (db) => tryRule(db, CODE, changeOf(CODE, EARLIER)))
  const tried = await timed(() => workIsDone(database))
  const said = await trialRows(database, me.organisationId, trialId)
  const counts = await trialOf(database, trialId)
  await asking(database, me, (db) =>
    saveTrial(db, trialId, { effectiveOn: today, because: 'Schools here ask by November' }, today),
  )
  const saved = await timed(() => workIsDone(database))
  const did = whatChanged(before, await storedPrompts(database, me.organisationId, CODE))

  console.log(
    `${PEOPLE} people: made in ${made} s, tried in ${tried} s, saved and derived anew in ${saved} s; ${counts.people_concerned} concerned, ` +
      `${counts.appear} prompts appear, ${counts.move} move, ${counts.go} go; ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  )
  expect(counts).toMatchObject({ state: 'done', people: PEOPLE, people_in_all: PEOPLE })
  expect(said.length).toBeGreaterThan(0)
  let different = 0
  for (let at = 0; at < Math.max(said.length, did.length); at += 1) if (said[at] !== did[at]) different += 1
  expect(different).toBe(0)
})

async function timed(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await run()
  return Math.round((performance.now() - began) / 100) / 10
}
