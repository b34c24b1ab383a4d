import readability from 'text-readability'
import { describe, expect, test } from 'vitest'
import { bands, type Card } from '~/narratives/card'
import { cardsFor, type LiveCard, type Wanted } from '~/narratives/choose'
import { whyNotPublished } from '~/narratives/harm-guard'
import { library } from '~/narratives/load-library.server'
import { isLive, type LiveAlternatives } from '~/narratives/offer'
import { readCard, readOffers } from '~/narratives/read-card.server'
import { type Sides, sidesFor, textsForYoungPeople } from '~/narratives/sides'
import { civilDate } from '~/shared/civil-date'
import { rules } from '~/transitions/rules'
import { nothingLive } from './a-card'

const today = civilDate('2026-11-27')
const cards: Card[] = Object.entries(library.cards).map(([file, text]) => ({
  ...readCard(file, text),
  version: 1,
}))
const offers = Object.entries(library.offers).flatMap(([file, text]) => readOffers(file, text))

/** With everything that a card may name, so that the longest of its backs is read. */
const allLive: LiveAlternatives = {
  offers: new Set(offers.map(({ id }) => id)),
  programmeTypes: new Set(cards.flatMap((card) => card.alternatives.map(({ ref }) => ref))),
}

test('the twelve are there', () => {
  expect(cards.map(({ id }) => id).sort()).toEqual([
    'M01',
    'M04',
    'M06',
    'M07',
    'M12',
    'M13',
    'M14',
    'M18',
    'M19',
    'M20',
    'M26',
    'M30',
  ])
})

describe.each(cards.map((card) => [card.id, card] as const))('%s', (id, card) => {
  const sides = bands
    .map((band) => sidesFor(card, band, allLive))
    .filter((each): each is Sides => each !== null)
  const own = sidesFor(card, 'C', allLive) as Sides
  const longest = [...card.alternatives]
    .sort((one, other) => wordsIn(other.says) - wordsIn(one.says))
    .slice(0, 2)
  const texts = [...textsForYoungPeople(card), ...card.evidence.map(({ says }) => says ?? '').filter(Boolean)]

  test('lies in a file of its name, and may be shown when no offer and no programme is there', () => {
    expect(library.cards[`${id}.md`]).toBeDefined()
    expect(whyNotPublished(card, { today, liveAlternatives: nothingLive })).toEqual([])
    expect(card.status).toBe('live')
  })

  test('has one fact for the young person, two ways to go on talking, and what to do if they say', () => {
    expect(card.evidence.filter(({ says }) => says !== undefined)).toHaveLength(1)
    expect(card.talk.map(({ kind }) => kind)).toEqual(['feelings', 'next'])
    expect(card.ifTheySay.length).toBeGreaterThan(40)
    expect(card.avoid.length).toBeGreaterThan(0)
    expect(own.back.alternatives.length).toBeGreaterThan(0)
  })

  test('says its place and its year beside what it takes from a source', () => {
    const [fact] = card.evidence.filter(({ says }) => says !== undefined)

    expect(fact?.says).toContain(String(fact?.year))
    expect(fact?.says).toMatch(/\b(Scotland|Scottish|UK|Glasgow|Edinburgh)\b/)
  })

  test('reads at grade 4 or below on each side', () => {
    for (const { front, back } of sides) {
      expect(gradeOf(frontTexts(front))).toBeLessThanOrEqual(4)
      expect(gradeOf(backTexts(back))).toBeLessThanOrEqual(4)
    }
    expect(gradeOf(texts)).toBeLessThanOrEqual(4)
  })

  test('keeps its back to 90 words, and each sentence to twelve', () => {
    for (const { back } of sides)
      expect(wordsIn(backTexts({ ...back, alternatives: longest }).join(' '))).toBeLessThanOrEqual(90)
    expect(texts.flatMap(sentencesOf).filter((sentence) => wordsIn(sentence) > 12)).toEqual([])
  })

  test('says nothing about people that we would not say to them', () => {
    const said = [
      card.title,
      ...texts,
      card.ifTheySay,
      ...card.avoid,
      ...card.evidence.map(({ claim }) => claim),
    ]

    expect(said.filter((text) => refused.test(text))).toEqual([])
  })

  test('puts no words into anybody’s mouth', () => {
    const said = [
      ...texts,
      card.title,
      card.ifTheySay,
      ...card.avoid,
      ...card.evidence.map(({ claim }) => claim),
    ]

    expect(said.filter((text) => /[“”"«»]|\bsaid a\b|, aged? \d/.test(text))).toEqual([])
    expect(card.provenance.livedExperience).toBe(false)
  })

  test('frightens nobody, and shows no number to a young person but the fact’s own', () => {
    expect(texts.filter((text) => /stab|blood|kill|die|dead|jail|prison|\bgrave/i.test(text))).toEqual([])
    expect(textsForYoungPeople(card).filter((text) => /\d/.test(text))).toEqual([])
  })

  test('names only offers that we hold, and leads to something real on any day', () => {
    const named = card.alternatives.filter(({ kind }) => kind === 'offer').map(({ ref }) => ref)

    expect(named.filter((ref) => !allLive.offers.has(ref))).toEqual([])
    expect(card.alternatives.some((each) => isLive(each, nothingLive))).toBe(true)
  })

  test('is worded for the youngest where it is for them, and nowhere else', () => {
    expect(card.under12 !== null).toBe(['M04', 'M06', 'M13'].includes(id))
    expect(card.under12 === null ? '' : JSON.stringify(card.under12)).not.toMatch(
      /drug|sell|debt|owe|money|cash/i,
    )
  })
})

describe('for every change that a rule finds', () => {
  // What cannot wait is no matter of a card: it goes the child protection route.
  const codes = rules.map(({ code }) => code).filter((code) => code !== 'SAFEGUARDING_NOW')

  test.each(codes)('%s has two cards that fit, one of what is possible', (rule) => {
    const fit = cards.filter(({ transitions }) => transitions.length === 0 || transitions.includes(rule))

    expect(fit.length).toBeGreaterThanOrEqual(2)
    expect(fit.some(({ isOpportunity }) => isOpportunity)).toBe(true)
  })

  test.each(codes)('%s brings somebody from 13 to 30 one that speaks of what is possible', (rule) => {
    for (let age = 13; age <= 30; age += 1) {
      const suggested = cardsFor(asLive, { ...anybody, age, change: { rule, says: 'A change', on: null } })

      expect(suggested.length, `at ${age}`).toBeLessThanOrEqual(3)
      expect(
        suggested.some(({ card }) => card.isOpportunity),
        `at ${age}`,
      ).toBe(true)
    }
  })

  test('and none for what goes the child protection route', () => {
    expect(cards.filter(({ transitions }) => transitions.includes('SAFEGUARDING_NOW'))).toEqual([])
  })

  test('leaving care is every way of leaving it', () => {
    const [family] = cards.filter(({ id }) => id === 'M04')

    expect(family?.transitions).toEqual(
      expect.arrayContaining([
        'LOOKED_AFTER_ENDS',
        'CONTINUING_CARE',
        'SECURE_EXIT',
        'AGE_18',
        'MOVE_OF_HOME',
      ]),
    )
  })

  test('only a release brings the card about getting out', () => {
    expect(cards.find(({ id }) => id === 'M26')).toMatchObject({ transitions: ['RELEASE'], topics: [] })
  })

  test('under 13 three cards are to be had, in their own words', () => {
    const ids = ['MOVE_OF_HOME', 'CSO_END', 'RELEASE', 'P7_S1'].flatMap((rule) =>
      cardsFor(asLive, { ...anybody, age: 11, change: { rule, says: 'A change', on: null } }).map(
        ({ card }) => card.id,
      ),
    )

    expect([...new Set(ids)].sort()).toEqual(['M04', 'M06', 'M13'])
  })
})

describe('offers', () => {
  test('say when they were last checked, and are real routes that cards name', () => {
    const named = new Set(cards.flatMap((card) => card.alternatives.map(({ ref }) => ref)))

    expect(offers.filter(({ lastCheckedOn }) => lastCheckedOn > today)).toEqual([])
    expect(offers.map(({ id }) => id).filter((id) => named.has(id)).length).toBeGreaterThan(4)
  })
})

const anybody: Wanted = { change: null, age: 16, today, topics: [], usedCards: [], recentlyHurt: [] }
const asLive: LiveCard[] = cards.map((card) => ({
  ...card,
  reviewBy: card.reviewBy ?? today,
  hasLiveAlternative: true,
}))

function frontTexts({ placeAndMoment, myth, askFirst }: Sides['front']): string[] {
  return [placeAndMoment, myth, askFirst]
}

function backTexts({ whatIsTrue, reality, askFirst, talk, fact, alternatives }: Sides['back']): string[] {
  const says = [whatIsTrue, reality, fact?.says ?? '', askFirst, ...talk.map((each) => each.says)]
  return [...says, ...alternatives.map((each) => each.says)].filter(Boolean)
}

function gradeOf(said: readonly string[]): number {
  return readability.fleschKincaidGrade(said.join(' '))
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.?!])\s+/)
}

function wordsIn(text: string): number {
  return text.split(/\s+/).filter(Boolean).length
}

/** What domain/G2 and our own list leave unsaid about people, as words; a source's own title may hold them. */
const refused =
  /\b(placements?|respite|offenders?|perpetrators?|gang|runners?|drug dealers?|dealers?|non-engag\w+|refuses? support|failed to attend|did not attend|absconds?|absconded|missing episodes?|challenging behaviour|aggressive|non-compliant|high[- ]risk|at risk|risk score|lifestyle choice|vulnerable|clients?|case ?work|service users?|criminal career|cannon fodder|feral|siblings?|family contact|alerts?|breach\w*)\b/i
