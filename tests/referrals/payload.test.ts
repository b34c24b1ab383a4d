import { expect, test } from 'vitest'
import { type HeldForSharing, payloadOf } from '~/referrals/payload'
import { civilDate } from '~/shared/civil-date'

const today = civilDate('2026-11-25')
const from = { name: 'Isla Munro', organisation: 'Northmoor Youth Project', email: 'isla@northmoor.example' }
const cal: HeldForSharing = {
  name: 'Cal',
  bornOn: civilDate('2010-10-01'),
  birthDateCertainty: 'recorded',
  pronouns: 'he',
  language: null,
  communicationNeeds: 'Say it in short steps',
  school: 'Northmoor High',
  stage: 'S5',
  ways: [
    { id: 'one', kind: 'text', value: '07700 900111', safe: 'yes', note: 'After four' },
    { id: 'two', kind: 'phone', value: '07700 900222', safe: 'no', note: null },
    { id: 'three', kind: 'visit', value: 'At his gran’s', safe: 'ask', note: null },
  ],
}
const asked = { wants: 'To build a bike', takesPart: 'yes' } as const

test('the least is a name, how to reach them and what they want', () => {
  expect(payloadOf(cal, { ...asked, chosen: { ways: ['one'], sections: [] } }, from, today)).toEqual({
    name: 'Cal',
    reach: [{ how: 'text', value: '07700 900111', note: 'After four' }],
    wants: 'To build a bike',
    takesPart: 'yes',
    more: [],
    from,
  })
})

test('a way that is not marked safe is never sent, though somebody chose it', () => {
  const { reach } = payloadOf(
    cal,
    { ...asked, chosen: { ways: ['one', 'two', 'three'], sections: [] } },
    from,
    today,
  )

  expect(reach.map(({ value }) => value)).toEqual(['07700 900111'])
})

test('what is ticked comes from the record of that day, each with why', () => {
  const sections = [
    { section: 'age', says: null, because: 'The group is for 14 to 19' },
    { section: 'communication-needs', says: null, because: 'So that he is spoken to well' },
    { section: 'language', says: null, because: 'The record says none' },
    { section: 'strengths', says: 'Fixes anything with wheels', because: 'He asked for it' },
  ] as const

  expect(payloadOf(cal, { ...asked, chosen: { ways: [], sections } }, from, today).more).toEqual([
    { section: 'age', says: '16 on 25 November 2026', because: 'The group is for 14 to 19' },
    {
      section: 'communication-needs',
      says: 'Say it in short steps',
      because: 'So that he is spoken to well',
    },
    { section: 'strengths', says: 'Fixes anything with wheels', because: 'He asked for it' },
  ])
})

test('a birth date that is not sure says so', () => {
  const held = { ...cal, birthDateCertainty: 'estimated' } as const
  const sections = [
    { section: 'age', says: null, because: 'Ages' },
    { section: 'birth-date', says: null, because: 'A form asks' },
  ] as const

  expect(
    payloadOf(held, { ...asked, chosen: { ways: [], sections } }, from, today).more.map(({ says }) => says),
  ).toEqual(['16 on 25 November 2026, birth date estimated', '1 October 2010, estimated'])
})
