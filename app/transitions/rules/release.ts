import { addDays, type CivilDate, civilDate, isWeekend, later } from '~/shared/civil-date'
import { certaintyOf, dayInWords, factsOf, found, gapsOf, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import type { Fact, Found, Life, Rule } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const PAROLE = stepsOf('-16w')
const BEFORE = stepsOf('-12w', '-6w', '-10d')
const FROM = stepsOf('0', '+1d', '+7d', '+28d', '+12w', '+12m')
const LAW = 'official-date-only'

/** Release law as it changed. `settledOn` is later than `from` where the exact first day was not seen. */
const LAW_CHANGES: readonly { from: CivilDate; settledOn: CivilDate }[] = [
  { from: civilDate('2024-06-26'), settledOn: civilDate('2024-06-26') },
  { from: civilDate('2025-02-11'), settledOn: civilDate('2025-02-11') },
  { from: civilDate('2025-11-10'), settledOn: civilDate('2025-11-10') },
  { from: civilDate('2026-05-01'), settledOn: civilDate('2026-05-31') },
]

/** A release date is recorded, never worked out: the length of a sentence is not used to find a day. */
export const release: Rule = {
  code: 'RELEASE',
  scope: 'justice',
  edition: 1,
  lawVersions: [
    {
      code: LAW,
      effectiveFrom: civilDate('2024-06-26'),
      verifiedOn: civilDate('2026-11-24'),
    },
  ],
  source: {
    title: 'Prisons and release: an official date only',
    url: 'https://www.mygov.scot/prison-release',
  },
  ownerRole: 'justice social worker',
  graceDays: 7,
  find,
  words: ({ date, because }) => {
    if (date === null) {
      return eventWords(
        'Release date not known',
        'No official date is held. Ask the case manager or the secure centre for it, in writing.',
        {
          ask: 'Ask the case manager or the secure centre for the official release date.',
        },
        'An official date.',
        ['Ask for the date in writing'],
      )
    }
    const [what, length] = because.split(' ')
    const day = dayInWords(date)
    const explanation =
      what === 'released'
        ? `Released on ${day}.`
        : what === 'PQD'
          ? `May be released from ${day}.`
          : `The official date is ${day}.`
    return eventWords(
      what === 'released' ? 'Released' : what === 'PQD' ? 'May be released from this day' : 'Release',
      `${explanation} The first weeks are the best time to help.`,
      {
        '-16w':
          'The papers for the parole board are being made now, the council report among them. Ask what they say.',
        '-12w':
          length === 'short'
            ? 'Upside signs people up now. Ask if they want its help, and start to plan for coming home.'
            : 'Start to plan for coming home. Ask who will support them.',
        '-6w': 'Check home, money, bank, proof of who they are, and a doctor.',
        '-10d': 'This is the last day for the meeting before release. Is the plan agreed?',
        0: 'Somebody they know should meet them. If on licence, their social worker sees them today.',
        '+1d': 'Get in touch. Ask where they slept and what they need today.',
        '+7d': 'Meet. Ask about home, money and who has been in touch.',
        '+28d': 'Meet. Ask what helps and what is hard now.',
        '+12w': 'Ask how the last weeks were, and what would help next.',
        '+12m': 'The time in which they could ask for help after custody ends about now. Agree what follows.',
        now: 'Release is close and earlier steps have passed. Check home, money, health and who will meet them.',
      },
      'A new official date, or the day of release once recorded.',
      ['Check home, money and health', 'Agree who meets them'],
    )
  },
}

function find(life: Life): Found[] {
  const stays = factsOf(life, 'CUSTODY')
  const releases = factsOf(life, 'RELEASED')
  const dates = factsOf(life, 'RELEASE_DATE').filter((fact) => fact.certainty === 'official')
  const recalls = factsOf(life, 'RECALLED')
  const official = dates
    .sort((one, other) => (heard(one) < heard(other) ? -1 : heard(one) > heard(other) ? 1 : 0))
    .at(-1)
  const all = stays.map((stay, at): Found => {
    const next = stays[at + 1]?.happensOn
    const within = (day: CivilDate) => day >= stay.happensOn && (next === undefined || day < next)
    const recalled = recalls.filter(({ happensOn }) => within(happensOn)).at(-1)
    const released = releases.filter(({ happensOn }) => within(happensOn)).at(-1)
    if (released && (!recalled || recalled.happensOn < released.happensOn)) return dated(life, stay, released)
    const current = next === undefined && official && official.happensOn >= stay.happensOn
    if (current && (!recalled || heard(official) >= recalled.happensOn)) return dated(life, stay, official)
    return unknown(life, stay, recalled)
  })
  const loose = (fact: Fact) => !stays.some(({ happensOn }) => happensOn <= fact.happensOn)
  for (const fact of releases.filter(loose)) all.push(dated(life, null, fact))
  const met = official && releases.some(({ happensOn }) => happensOn >= heard(official))
  if (official && loose(official) && !met) all.push(dated(life, null, official))
  return all
}

function unknown(life: Life, stay: Fact, recalled: Fact | undefined): Found {
  const why = whyNotPossible(stay, life)
  const from = recalled ?? stay
  return found({
    occurrence: stay.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: from.recordedOn,
    dataGaps: ['the official release date'],
    warnings: why ? [whyNotPossibleWords[why]] : [],
    basis: [restsOn(stay), ...(recalled ? [restsOn(recalled)] : [])],
    asksFrom: why === 'before-the-twelfth-birthday' ? null : from.happensOn,
    stillRuns: true,
  })
}

function dated(life: Life, stay: Fact | null, fact: Fact): Found {
  const released = fact.kind === 'RELEASED'
  const date = fact.happensOn
  const months = Number(stay?.details.sentence_months ?? Number.NaN)
  const long = months >= 48 || fact.details.type === 'PQD'
  const minus = promptsFrom(date, long ? [...PAROLE, ...BEFORE] : BEFORE, life.workingDays)
  const plus = promptsFrom(date, FROM, life.workingDays)
  const whys = [stay, fact].flatMap((each) => (each ? (whyNotPossible(each, life) ?? []) : []))
  const impossible = whys.includes('before-the-twelfth-birthday')
  return found({
    occurrence: (stay ?? fact).id,
    date,
    certainty: certaintyOf(fact),
    lawVersion: LAW,
    knownFrom: fact.recordedOn,
    window: windowOf(date, [...minus, ...plus]),
    prompts: impossible ? [] : released ? plus : [...minus, ...plus],
    dataGaps: [...gapsOf(fact), ...(stay && Number.isNaN(months) ? ['the length of the sentence'] : [])],
    warnings: [...warningsOn(life, fact), ...whys.map((why) => whyNotPossibleWords[why])],
    basis: [...(stay ? [restsOn(stay)] : []), restsOn(fact)],
    overBecause: released ? 'Released' : null,
    because: `${released ? 'released' : (fact.details.type ?? 'unknown')} ${months < 48 && !long ? 'short' : 'long'}`,
  })
}

function warningsOn(life: Life, fact: Fact): string[] {
  if (fact.kind === 'RELEASED') return []
  const date = fact.happensOn
  const warnings: string[] = []
  if (isWeekend(date) || !life.workingDays.isWorkingDay(date)) {
    warnings.push('weekend/holiday: likely to come forward, check')
  }
  const known = heard(fact)
  if (LAW_CHANGES.some(({ from, settledOn }) => known < settledOn && date > addDays(from, 30))) {
    warnings.push('law changed since: confirm again')
  }
  return warnings
}

function heard(fact: Fact): CivilDate {
  const received = fact.receivedOn ?? fact.recordedOn
  return fact.confirmedOn ? later(received, fact.confirmedOn) : received
}
