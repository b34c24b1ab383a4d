import { describe, expect, test } from 'vitest'
import type { Card, Evidence } from '~/narratives/card'
import { whyNotPublished as reasonsFor, refusedAims, refusedImages } from '~/narratives/harm-guard'
import { whyNotPublished as words } from '~/narratives/words'
import { civilDate } from '~/shared/civil-date'
import { aCard, nothingLive } from './a-card'

const today = civilDate('2026-11-27')

function why(changes: Partial<Card>, on = today, live = nothingLive) {
  return reasonsFor(aCard(changes), { today: on, liveAlternatives: live })
}

function aFact(changes: Partial<Evidence>): Pick<Card, 'evidence'> {
  const [evidence] = aCard().evidence
  return { evidence: [{ ...(evidence as Evidence), ...changes }] }
}

test('a card that is whole may be shown', () => {
  expect(why({})).toEqual([])
})

describe('no card goes live', () => {
  test('without what is true, what it is like and the question that comes first', () => {
    expect(why({ whatIsTrue: ' ', reality: '', askFirst: '' })).toEqual([
      'what-is-true-missing',
      'reality-missing',
      'question-missing',
    ])
  })

  test('without something real that is there today', () => {
    const alternatives = [
      { kind: 'offer', ref: 'fearless', says: 'Fearless' },
      { kind: 'programme-type', ref: 'sport', says: 'A club' },
    ] as const

    expect(why({ alternatives: [] })).toEqual(['no-live-alternative'])
    expect(why({ alternatives })).toEqual(['no-live-alternative'])
    expect(
      why({ alternatives }, today, { offers: new Set(['fearless']), programmeTypes: new Set() }),
    ).toEqual([])
    expect(why({ alternatives }, today, { offers: new Set(), programmeTypes: new Set(['sport']) })).toEqual(
      [],
    )
  })

  test.each(refusedImages)('with a picture of this: %s', (tag) => {
    expect(why({ imageTags: ['a-path', tag] })).toEqual(['image-refused'])
  })

  test.each(refusedAims)('that is for this: %s', (aim) => {
    expect(why({ aims: ['hope', aim] })).toEqual(['aims-at-fear'])
  })

  test.each(['claim', 'source', 'place', 'grade'] as const)('with a claim that lacks its %s', (part) => {
    expect(why(aFact({ [part]: '' }))).toEqual(['claim-without-source'])
  })

  test('with no claim at all, or one of no year', () => {
    expect(why({ evidence: [] })).toEqual(['evidence-missing'])
    expect(why(aFact({ year: 0 }))).toEqual(['claim-without-source'])
  })

  test('on the day after its review, though on that day itself it still does', () => {
    expect(why({}, civilDate('2027-11-23'))).toEqual([])
    expect(why({}, civilDate('2027-11-24'))).toEqual(['lapsed'])
  })

  test('with a review more than twelve months away, or none', () => {
    expect(why({ reviewBy: civilDate('2027-11-24') })).toEqual([])
    expect(why({ reviewBy: civilDate('2027-11-25') })).toEqual(['review-too-far'])
    expect(why({ reviewBy: null })).toEqual(['no-review-day'])
    expect(why({ publishedOn: null })).toEqual(['no-review-day'])
  })

  test('for ages 10 to 12 without words of their own', () => {
    expect(why({ ages: ['A', 'B'] })).toEqual(['no-wording-for-the-youngest'])
    expect(why({ ages: [] })).toEqual(['nobodys-age'])
  })

  test('once it was withdrawn', () => {
    expect(why({ status: 'withdrawn' })).toEqual(['withdrawn'])
  })

  test('with a quotation that nobody gave', () => {
    expect(why({ reality: '“I owed two grand.”' })).toEqual(['nobodys-quotation'])
  })
})

describe('a number for a young person', () => {
  test('stands in the fact with a source and nowhere else', () => {
    expect(why({ reality: 'It takes 3 weeks.' })).toEqual(['number-without-source'])
    expect(why(aFact({ says: 'In Scotland in 2024 it was 3 of 10.' }))).toEqual([])
  })

  test('has its year beside it', () => {
    expect(why(aFact({ says: 'In Scotland it was 3 of 10.' }))).toEqual(['number-without-year'])
  })

  test('is no more than five years old: what is older is for workers', () => {
    expect(why(aFact({ year: 2021, says: 'In Scotland in 2021 it was 3 of 10.' }))).toEqual([])
    expect(why(aFact({ year: 2020, says: 'In Scotland in 2020 it was 3 of 10.' }))).toEqual([
      'number-too-old',
    ])
    expect(why(aFact({ year: 2020, says: 'A Scottish study of 2020 heard of this.' }))).toEqual([])
    expect(why(aFact({ year: 2020, claim: 'It was 3 of 10.' }))).toEqual([])
  })

  test('is of this country', () => {
    const says = 'In Chicago in 2024 it was 3 of 10.'

    expect(why(aFact({ place: 'Chicago, United States', says }))).toEqual(['number-from-elsewhere'])
  })
})

test('every reason has its sentence', () => {
  expect(Object.values(words).filter((says) => !/^[A-Z].*\.$/.test(says))).toEqual([])
})
