import { expect, test } from 'vitest'
import { addDays, type CivilDate, civilDate } from '~/shared/civil-date'
import { versionOn } from '~/transitions/law'
import type { Life } from '~/transitions/rule'
import { rulesByCode } from '~/transitions/rules'
import { stepsOf } from '~/transitions/steps'
import { aLife, theOne } from './a-life'

const born = civilDate('2011-04-01')
const sixteenOn = civilDate('2027-04-01')
const eighteenOn = civilDate('2029-04-01')

/** What is said at 16 where hearings are for everybody under 18 from that day; null: nobody knows the day. */
function saidAtSixteen(from: CivilDate | null, part: Partial<Life> = {}) {
  const settings = { AGE_16: { steps: stepsOf('-3m', '-4w', '0'), hearingsUnder18From: from } }
  const found = theOne('AGE_16', aLife({ bornOn: born, settings, ...part }))
  const words = found.rule.words({ ...found, bornOn: born })
  return { ...found, explanation: words.explanation, threeMonthsBefore: words.says('-3m') }
}

test('the change of the hearings age is off until somebody sets its day', () => {
  const found = theOne('AGE_16', aLife({ bornOn: born }))

  expect(rulesByCode.get('AGE_16')?.settings.hearingsUnder18From).toBeNull()
  expect(found.lawVersion).toBe('1991-s1')
  expect(saidAtSixteen(null)).toMatchObject({ lawVersion: '1991-s1', because: '' })
  expect(saidAtSixteen(null).explanation).toContain('only if they have an order, or were referred before')
  expect(saidAtSixteen(null).explanation).not.toContain('until they turn 18')
  expect(saidAtSixteen(null).threeMonthsBefore).toContain('ask the Reporter before that day')
})

test('in force on the day they turn 16, they can be referred until 18, and nobody hurries them', () => {
  for (const from of [addDays(sixteenOn, -1), sixteenOn]) {
    const said = saidAtSixteen(from)

    expect(said).toMatchObject({ lawVersion: '2024-s1', date: sixteenOn, because: 'hearings-to-18' })
    expect(said.explanation).toContain('They can be referred to the Reporter until they turn 18')
    expect(said.explanation).not.toContain('only if they have an order')
    expect(said.threeMonthsBefore).not.toContain('Reporter')
  }
})

test('in force a day after they turn 16, both times are told apart', () => {
  const said = saidAtSixteen(addDays(sixteenOn, 1))

  expect(said).toMatchObject({ lawVersion: '1991-s1', because: 'hearings-to-18-from 2027-04-02' })
  expect(said.explanation).toContain('only if they have an order')
  expect(said.explanation).toContain('From 2 April 2027 they can be referred again, until they turn 18')
  expect(said.threeMonthsBefore).toContain('ask the Reporter before that day')
})

test('in force the day before they turn 18 it still touches them; on that day no more', () => {
  expect(saidAtSixteen(addDays(eighteenOn, -1)).explanation).toContain('From 31 March 2029')
  expect(saidAtSixteen(eighteenOn)).toMatchObject({ lawVersion: '1991-s1', because: '' })
})

test('born on 29 February, they turn 18 on 1 March: a change on 28 February touches them', () => {
  const leap = { bornOn: civilDate('2012-02-29') }

  expect(saidAtSixteen(civilDate('2028-02-29'), leap).lawVersion).toBe('2024-s1')
  expect(saidAtSixteen(civilDate('2030-02-28'), leap).because).toBe('hearings-to-18-from 2030-02-28')
  expect(saidAtSixteen(civilDate('2030-03-01'), leap).because).toBe('')
})

test('the day of the law moves no step and no date, and an unsure birth date stays one', () => {
  const off = saidAtSixteen(null)
  const on = saidAtSixteen(sixteenOn)

  expect([on.date, on.prompts, on.window]).toEqual([off.date, off.prompts, off.window])
  expect(saidAtSixteen(sixteenOn, { birthDateCertainty: 'disputed' }).certainty).toBe('reported')
})

test('of several versions the last that had come is in force; one without a day is not', () => {
  const verifiedOn = civilDate('2026-11-27')
  const versions = [
    { code: 'first', effectiveFrom: civilDate('2013-06-24'), verifiedOn },
    { code: 'second', effectiveFrom: civilDate('2025-05-05'), verifiedOn },
    { code: 'coming', effectiveFrom: null, verifiedOn },
  ]
  const on = (day: string, from?: string) =>
    versionOn(civilDate(day), versions, from === undefined ? null : civilDate(from))

  expect(
    ['2010-01-01', '2013-06-24', '2025-05-04', '2025-05-05', '2040-01-01'].map((day) => on(day)),
  ).toEqual(['first', 'first', 'first', 'second', 'second'])
  expect([on('2027-03-31', '2027-04-01'), on('2027-04-01', '2027-04-01')]).toEqual(['second', 'coming'])
})
