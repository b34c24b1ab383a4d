import {
  addDays,
  birthdayOn,
  type CivilDate,
  civilDate,
  earlier,
  isWeekend,
  later,
} from '~/shared/civil-date'
import { certaintyOf, factsOf, found, gapsOf, isReported, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import { type Fact, type Found, type Life, ruleOf } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { releaseWords } from './release-words'
import { type Stay, staysIn } from './stays'

const STEPS = {
  /** Before what is for everybody, where the sentence is four years or more or the day is one of parole. */
  parole: stepsOf('-16w'),
  steps: stepsOf('-12w', '-6w', '-10d', '0', '+1d', '+7d', '+28d', '+12w', '+12m'),
}
const LAW = 'official-date-only'
const KINDS = new Set(['CUSTODY', 'RECALLED', 'REMAND', 'RELEASED'])
const GOING_IN = new Set(['CUSTODY', 'RECALLED', 'REMAND'])

/** Release law as it changed. `settledOn` is later than `from` where the exact first day was not seen. */
const LAW_CHANGES: readonly { from: CivilDate; settledOn: CivilDate }[] = [
  { from: civilDate('2024-06-26'), settledOn: civilDate('2024-06-26') },
  { from: civilDate('2025-02-11'), settledOn: civilDate('2025-02-11') },
  { from: civilDate('2025-11-10'), settledOn: civilDate('2025-11-10') },
  { from: civilDate('2026-05-01'), settledOn: civilDate('2026-05-31') },
]

/**
 * A release date is recorded, never worked out: the length of a sentence is not used to find a day, and no day that is
 * not official is repeated. Until one is held, and while they are held, somebody is asked for it. Source: domain/A6.
 */
export const release = ruleOf({
  code: 'RELEASE',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-06-26'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Prisons and release: an official date only',
    url: 'https://www.mygov.scot/prison-release',
  },
  ownerRole: 'justice social worker',
  graceDays: 7,
  needs: new Set(['CUSTODY', 'RECALLED', 'RELEASED', 'RELEASE_DATE']),
  settings: STEPS,
  find,
  words: releaseWords,
})

function find(life: Life, settings: typeof STEPS): Found[] {
  const { stays, otherReleases } = staysIn(factsOf(life, KINDS))
  const official = lastOfficial(life)
  const all = stays.map((stay, at) => {
    if (stay.released) return dated(life, stay, stay.released, settings)
    if (stay.isOvertaken) return overtaken(stay)
    return official && isOf(official, stay, at > 0)
      ? dated(life, stay, official, settings)
      : unknown(life, stay)
  })
  for (const fact of otherReleases) all.push(dated(life, null, fact, settings))
  const isHeld = stays.some(({ released, isOvertaken }) => !released && !isOvertaken)
  if (official && !isHeld && !isSpent(life, official)) all.push(dated(life, null, official, settings))
  return all
}

/** The one heard last: the day it was received, else the day it was recorded. */
function lastOfficial(life: Life): Fact | null {
  let last: Fact | null = null
  for (const fact of life.facts) {
    const isOfficial = fact.certainty === 'official' && fact.standing === 'fact'
    if (fact.kind !== 'RELEASE_DATE' || !isOfficial) continue
    if (last === null || !heardBefore(fact, last)) last = fact
  }
  return last
}

function heardBefore(one: Fact, other: Fact): boolean {
  const heard = one.receivedOn ?? one.recordedOn
  const otherHeard = other.receivedOn ?? other.recordedOn
  return heard === otherHeard ? one.recordedOn < other.recordedOn : heard < otherHeard
}

/** A day that was last heard before this time inside began belongs to the time before, where there was one. */
function isOf(official: Fact, { began, recalled }: Stay, hasEarlier: boolean): boolean {
  if (official.happensOn < began.happensOn) return false
  if (recalled) return heardOn(official) >= recalled.happensOn
  return !hasEarlier || heardOn(official) >= began.happensOn
}

/** They were released since it was heard, or after the day itself. */
function isSpent(life: Life, official: Fact): boolean {
  const since = earlier(heardOn(official), official.happensOn)
  return life.facts.some(({ kind, happensOn }) => kind === 'RELEASED' && happensOn >= since)
}

function unknown(life: Life, { began, recalled }: Stay): Found {
  const why = whyNotPossible(began, life)
  const from = recalled ?? began
  return found({
    occurrence: began.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: from.recordedOn,
    dataGaps: ['the official release date'],
    warnings: why ? [whyNotPossibleWords[why]] : [],
    basis: (recalled ? [began, recalled] : [began]).map(restsOn),
    asksFrom: why === 'before-the-twelfth-birthday' ? null : from.happensOn,
    stillRuns: true,
    round: recalled?.id ?? null,
  })
}

function overtaken({ began, recalled }: Stay): Found {
  return found({
    occurrence: began.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: began.recordedOn,
    basis: [restsOn(began)],
    overBecause: 'A later sentence began',
    round: recalled?.id ?? null,
  })
}

function dated(life: Life, stay: Stay | null, fact: Fact, { parole, steps }: typeof STEPS): Found {
  const isOut = fact.kind === 'RELEASED'
  const date = fact.happensOn
  const months = monthsOf(stay)
  const isLong = (months !== null && months >= 48) || fact.details.type === 'PQD'
  const prompts = promptsFrom(date, isLong ? [...parole, ...steps] : steps, life.workingDays)
  const facts = [...(stay ? [stay.began] : []), ...(stay?.recalled ? [stay.recalled] : []), fact]
  const whys = new Set(facts.flatMap((each) => whyNotPossible(each, life) ?? []))
  const isUnknownLength = stay !== null && months === null && !isOut
  return found({
    occurrence: (stay?.began ?? fact).id,
    date,
    certainty: certaintyOf(fact),
    lawVersion: LAW,
    knownFrom: fact.recordedOn,
    window: windowOf(date, prompts),
    prompts: whys.has('before-the-twelfth-birthday')
      ? []
      : prompts.filter(({ step }) => !isOut || !step.startsWith('-')),
    dataGaps: isUnknownLength ? [...gapsOf(fact), 'the length of the sentence'] : gapsOf(fact),
    warnings: [...warningsOn(life, fact), ...[...whys].map((why) => whyNotPossibleWords[why])],
    basis: facts.map(restsOn),
    overBecause: isOut ? 'Released' : null,
    round: stay?.recalled?.id ?? null,
    because: [
      isOut ? 'released' : (fact.details.type ?? 'unknown'),
      ...(months !== null && !isLong ? ['under-four-years'] : []),
      ...(staysPastEighteen(life, stay, date) ? ['past-18'] : []),
    ].join(' '),
  })
}

/** Null when the length of the sentence is not recorded. It tells parole and Upside apart, and is never counted with. */
function monthsOf(stay: Stay | null): number | null {
  const months = Number(stay?.began.details.sentence_months ?? '')
  return months > 0 ? months : null
}

function staysPastEighteen({ bornOn }: Life, stay: Stay | null, date: CivilDate): boolean {
  if (bornOn === null || stay?.began.details.place_type !== 'secure') return false
  const eighteenOn = birthdayOn(bornOn, 18)
  return stay.began.happensOn < eighteenOn && eighteenOn < date
}

function warningsOn(life: Life, fact: Fact): string[] {
  if (fact.kind === 'RELEASED') return isBeforeCustody(life, fact) ? [BEFORE_CUSTODY] : []
  const date = fact.happensOn
  const warnings: string[] = []
  if (isWeekend(date) || !life.workingDays.isWorkingDay(date)) {
    warnings.push('weekend/holiday: likely to come forward, check')
  }
  if (date > life.workingDays.knownUntil) {
    warnings.push('holidays are not known that far ahead: check whether this is one')
  }
  const heard = heardOn(fact)
  if (LAW_CHANGES.some(({ from, settledOn }) => heard < settledOn && date > addDays(from, 30))) {
    warnings.push('law changed since: confirm again')
  }
  return warnings
}

const BEFORE_CUSTODY = 'a release is recorded before custody began: check the days'

/** Going in comes after it, and never before. What is only said contradicts nothing. */
function isBeforeCustody(life: Life, released: Fact): boolean {
  if (isReported(released)) return false
  let isBefore = false
  for (const fact of life.facts) {
    if (!GOING_IN.has(fact.kind) || isReported(fact)) continue
    if (fact.happensOn <= released.happensOn) return false
    isBefore = true
  }
  return isBefore
}

function heardOn(fact: Fact): CivilDate {
  const received = fact.receivedOn ?? fact.recordedOn
  return fact.confirmedOn ? later(received, fact.confirmedOn) : received
}
