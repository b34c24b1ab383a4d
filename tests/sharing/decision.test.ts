import { expect, test } from 'vitest'
import { addDays, civilDate } from '~/shared/civil-date'
import {
  DAYS_SHARED_AT_MOST,
  presumedToDecide,
  type SharingDecision,
  sharedUntil,
  whyNotShared,
} from '~/sharing/decision'

const today = civilDate('2026-11-25')
const twelve = civilDate('2014-11-25')
const eleven = civilDate('2014-11-26')

const consent = {
  anyway: 'no',
  said: 'yes',
  saidBy: 'themself',
  carer: null,
  theirWords: 'Tell them',
  saidOn: today,
  contraryView: null,
  until: sharedUntil(today),
} as const satisfies SharingDecision

const duty = {
  anyway: 'yes',
  basis: 'public-task',
  because: 'The house needs to know who moves in',
  told: 'That it is shared, and why',
  views: '',
  until: sharedUntil(today),
} as const satisfies SharingDecision

test('somebody is presumed able to decide from their twelfth birthday on, and where their age is not known', () => {
  expect(presumedToDecide(twelve, today)).toBe('themself')
  expect(presumedToDecide(eleven, today)).toBe('carer')
  expect(presumedToDecide(null, today)).toBe('themself')
})

test('from twelve on a carer decides only with why it is thought so', () => {
  const byCarer = { ...consent, saidBy: 'carer', carer: 'Mrs Reid, his mother' } as const

  expect(whyNotShared(byCarer, twelve, today)).toBe('presumed-to-decide-themself')
  expect(whyNotShared({ ...byCarer, contraryView: 'Cannot follow it yet' }, twelve, today)).toBeNull()
  expect(whyNotShared(byCarer, eleven, today)).toBeNull()
  expect(whyNotShared({ ...byCarer, carer: null }, eleven, today)).toBe('says-who')
})

test('under twelve they decide themself only with why it is thought so', () => {
  expect(whyNotShared(consent, eleven, today)).toBe('presumed-too-young')
  expect(whyNotShared({ ...consent, contraryView: 'Knows what it means' }, eleven, today)).toBeNull()
})

test('nobody has said yes tomorrow', () => {
  expect(whyNotShared({ ...consent, saidOn: addDays(today, 1) }, twelve, today)).toBe('said-later-than-today')
})

test('what would be shared all the same needs no yes, whatever their age', () => {
  expect(whyNotShared(duty, eleven, today)).toBeNull()
  expect(whyNotShared(duty, null, today)).toBeNull()
})

test.each([consent, duty])('a share ends, today at the soonest and within 180 days', (decision) => {
  const until = (days: number) => whyNotShared({ ...decision, until: addDays(today, days) }, twelve, today)

  expect(until(-1)).toBe('ends-before-it-begins')
  expect(until(0)).toBeNull()
  expect(until(DAYS_SHARED_AT_MOST)).toBeNull()
  expect(until(DAYS_SHARED_AT_MOST + 1)).toBe('ends-too-late')
})
