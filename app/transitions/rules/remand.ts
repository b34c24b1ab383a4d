import { addDays, birthdayOn, type CivilDate, civilDate, earlier, parseCivilDate } from '~/shared/civil-date'
import { certaintyOf, dayInWords, factsOf, gapsOf, isMarked, isReported, restsOn } from '../basis'
import { type Fact, type Found, type Life, type Prompt, ruleOf, type Told, type Words } from '../rule'
import { windowOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = '2024-s18-19'
const REMANDS = new Set(['REMAND'])
const MOST = 60

/**
 * Time on remand: asked about on the day and each week, until the next court day. While that day is not known it is asked for. How
 * long a remand may last is never worked out. Source: domain/A5; a child is held where the council says, 2024 Act ss.18 and 19.
 */
export const remand = ruleOf({
  code: 'REMAND',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Children (Care and Justice) (Scotland) Act 2024 ss.18 and 19',
    url: 'https://www.legislation.gov.uk/asp/2024/5/section/19',
  },
  ownerRole: 'justice social worker',
  graceDays: 3,
  needs: REMANDS,
  settings: { everyDays: 7 },
  find: (life, { everyDays }) => {
    const remands = factsOf(life, REMANDS)
    return remands.map((each, at) => findRemand(life, each, remands[at + 1] ?? null, everyDays))
  },
  words,
})

function findRemand(life: Life, remand: Fact, next: Fact | null, everyDays: number): Found {
  const court = parseCivilDate(remand.details.next_court_on ?? '')
  const courtOn = court !== null && court >= remand.happensOn ? court : null
  const over = endOf(life, remand, next)
  const prompts = courtOn === null ? [] : eachWeek(remand.happensOn, everyDays, until(courtOn, over))
  return event(life, remand, courtOn ?? remand.happensOn, [], {
    lawVersion: LAW,
    date: courtOn,
    certainty: courtOn === null ? 'unknown' : certaintyOf(remand),
    window: courtOn === null ? null : windowOf(courtOn, prompts),
    prompts,
    asksFrom: courtOn === null && over === null ? remand.happensOn : null,
    dataGaps: courtOn === null ? ['the next court day'] : gapsOf(remand),
    warnings: court !== null && courtOn === null ? ['the next court day is before the remand: check'] : [],
    basis: [remand, ...(over ? [over.fact] : [])].map(restsOn),
    stillRuns: over === null,
    overBecause: over?.because ?? null,
    because: isUnder18(life, remand) ? 'under-18' : '',
  })
}

/** What took them out of it: a release, bail, a sentence, or being remanded anew. */
const ENDS: Readonly<Record<string, string>> = {
  RELEASED: 'They were released',
  BAIL: 'They were given bail',
  CUSTODY: 'They were sentenced',
}

type End = { fact: Fact; because: string }

function endOf({ facts }: Life, { happensOn }: Fact, next: Fact | null): End | null {
  const fact = facts.find(
    (each) => ENDS[each.kind] !== undefined && each.happensOn >= happensOn && !isReported(each),
  )
  const anew = next === null || isReported(next) ? null : next
  if (fact && (anew === null || fact.happensOn <= anew.happensOn)) {
    return { fact, because: ENDS[fact.kind] ?? '' }
  }
  return anew && { fact: anew, because: 'They were remanded anew' }
}

function until(courtOn: CivilDate, over: End | null): CivilDate {
  return over === null ? courtOn : earlier(courtOn, over.fact.happensOn)
}

/** From the first day up to that day and not on it. However far that is, not more than would be of use to anybody. */
function eachWeek(from: CivilDate, everyDays: number, until: CivilDate): Prompt[] {
  const days = Math.max(1, Math.floor(everyDays))
  const prompts: Prompt[] = []
  for (let at = 0; at < MOST; at += 1) {
    const on = addDays(from, at * days)
    if (on >= until && at > 0) break
    const step = at === 0 ? '0' : days % 7 === 0 ? `+${(at * days) / 7}w` : `+${at * days}d`
    prompts.push({ step, on })
  }
  return prompts
}

function isUnder18({ bornOn }: Life, { happensOn }: Fact): boolean {
  return bornOn !== null && happensOn < birthdayOn(bornOn, 18)
}

function words(told: Told): Words {
  const child = isMarked(told, 'under-18')
    ? ' The council decides where they live: in secure care or another safe place, never in a young offenders institution.'
    : ''
  const week = 'Ask how they are, who visits, and what they need before court.'
  return eventWords(
    'On remand',
    told.date === null
      ? `They are on remand, and the next court day is not known. They could be released on that day.${child}`
      : `They are on remand until court on ${dayInWords(told.date)}. They could be released that day.${child}`,
    {
      ask: `Ask which day the next court is. ${week}`,
      '0': 'Remand begins today. Ask who knows, who visits, and what they need now.',
      before: week,
      after: week,
      now: `They are on remand, and earlier steps have passed. ${week}`,
    },
    'A release, bail or a sentence, once recorded.',
    ['Agree who visits', 'Plan for the case that they are released at court'],
  )
}
