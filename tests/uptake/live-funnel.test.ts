import { describe } from 'vitest'
import { addDays, civilDate } from '~/shared/civil-date'
import { liveFigures } from '~/uptake/figures'
import { liveFunnel } from '~/uptake/funnel.server'
import { type StepCode, stepCodes } from '~/uptake/measures'
import { yearTo } from '~/uptake/period'
import { aWorker, today } from '../support/builders'
import { expect, signedInAs, test } from '../support/database'
import { aChange, aProgrammeOf, somebody } from './changes'

const period = yearTo(today)
const on = civilDate('2026-06-01')

describe('the funnel of the people whom a worker may see', () => {
  test('counts at each step what came so far or further, and who accepted only at the answer', async ({
    db,
  }) => {
    const isla = await aWorker(db)
    const programme = await aProgrammeOf(db, isla)
    for (const to of stepCodes.slice(1))
      await aChange(db, await somebody(db, isla), isla, { to, on, programme })
    await signedInAs(db, isla)

    const { steps } = liveFigures(await liveFunnel(db, isla, period))

    expect(steps.map(({ step, count }) => [step, count])).toEqual([
      ['needed', 7],
      ['prompted', 7],
      ['offered', 6],
      ['sent', 5],
      ['answered', 4],
      ['first-meeting', 3],
      ['third-session', 2],
      ['finished', 1],
    ])
  })

  test('leaves out what was not right, and what was to be raised on another day', async ({ db }) => {
    const isla = await aWorker(db)
    const programme = await aProgrammeOf(db, isla)
    const put = { to: 'prompted', programme } as const
    await aChange(db, await somebody(db, isla), isla, { ...put, on, decided: 'not-right' })
    await aChange(db, await somebody(db, isla), isla, { ...put, on, decided: 'not-now' })
    await aChange(db, await somebody(db, isla), isla, { ...put, on: addDays(period.from, -1) })
    await aChange(db, await somebody(db, isla), isla, { ...put, on: period.from })
    await aChange(db, await somebody(db, isla), isla, { ...put, on: period.until })
    await aChange(db, await somebody(db, isla), isla, { ...put, on: addDays(period.until, 1) })
    await signedInAs(db, isla)

    const { endedAt } = await liveFunnel(db, isla, period)

    expect(endedAt).toMatchObject({ needed: 0, prompted: 3, offered: 0 })
  })

  test('shows apart what came to a step some other way', async ({ db }) => {
    const isla = await aWorker(db)
    const programme = await aProgrammeOf(db, isla)
    const put = { on, programme }
    await aChange(db, await somebody(db, isla), isla, {
      ...put,
      to: 'offered',
      decided: 'acted',
      decidedOn: addDays(on, -1),
    })
    await aChange(db, await somebody(db, isla), isla, { ...put, to: 'finished', noThird: true })
    await aChange(db, await somebody(db, isla), isla, { ...put, to: 'sent', isLinked: false })
    await signedInAs(db, isla)

    const reached = await liveFunnel(db, isla, period)

    expect(reached.apart).toEqual({ 'offered-early': 1, 'nobody-said': 0, 'no-third-session': 1 })
    expect(reached.unlinked).toBe(1)
    expect(reached.endedAt).toMatchObject({ needed: 1, 'first-meeting': 1, prompted: 1, finished: 0 })
  })

  test('is of nobody else’s people', async ({ db }) => {
    const isla = await aWorker(db)
    const rory = await aWorker(db, {
      organisation: { id: isla.organisationId, organisationId: isla.organisationId },
    })
    const programme = await aProgrammeOf(db, isla)
    await aChange(db, await somebody(db, isla), isla, { to: 'sent', on, programme })
    await signedInAs(db, rory)

    const { endedAt } = await liveFunnel(db, rory, period)

    const none: StepCode[] = stepCodes.filter((step) => endedAt[step] > 0)
    expect(none).toEqual([])
  })
})
