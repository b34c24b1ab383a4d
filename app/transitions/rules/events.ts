import { civilDate } from '~/shared/civil-date'
import { certaintyOf, dayInWords, factsOf, found, gapsOf, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import type { Fact, Found, Life, Rule } from '../rule'
import { promptsFrom, type Step, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const VERSION = (code: string) => [
  {
    code,
    effectiveFrom: civilDate('2024-08-28'),
    verifiedOn: civilDate('2026-11-24'),
  },
]
const NOW = stepsOf('0')
const COURT_STEPS = stepsOf('-10wd', '-2wd', '+1d')
const MOVE_STEPS = stepsOf('0', '+1w', '+4w')

/** Planning begins on the first day of remand or sentence. Source: release planning guidance, domain/A6. */
export const custodyStart: Rule = {
  code: 'CUSTODY_START',
  scope: 'justice',
  edition: 1,
  lawVersions: VERSION('release-planning-day-one'),
  source: {
    title: 'Children (Care and Justice) (Scotland) Act 2024',
    url: 'https://www.legislation.gov.uk/asp/2024/5',
  },
  ownerRole: 'justice social worker',
  graceDays: 3,
  find: (life) =>
    factsOf(life, 'CUSTODY', 'REMAND', 'RECALLED').map((fact) => ({
      ...event(life, fact, fact.happensOn, NOW, 'release-planning-day-one'),
      stillRuns: !life.facts.some(
        ({ kind, happensOn }) => kind === 'RELEASED' && happensOn >= fact.happensOn,
      ),
      because: fact.kind === 'REMAND' ? 'remand' : 'sentence',
    })),
  words: ({ date, because }) =>
    eventWords(
      because === 'remand' ? 'Held on remand' : 'Time in custody begins',
      `It began on ${dayInWords(date)}. Planning for coming home begins on the first day.${because === 'remand' ? ' At the next court they could be released that day.' : ''}`,
      {
        0: 'Start to plan for coming home today. Ask who knows them and who will visit.',
      },
      'The day of release, once it is recorded.',
      ['Find out who the case manager is', 'Agree who visits'],
    ),
}

/** A hearing, or the next court day of a remand. Source: Whole System Approach, youth court support. */
export const courtDate: Rule = {
  code: 'COURT_DATE',
  scope: 'justice',
  edition: 1,
  lawVersions: VERSION('whole-system-approach'),
  source: {
    title: 'Whole System Approach: youth court support',
    url: 'https://www.gov.scot/policies/youth-justice/whole-system-approach/',
  },
  ownerRole: 'justice social worker',
  graceDays: 2,
  find: findCourt,
  words: ({ date, because }) =>
    eventWords(
      'Court date',
      `There is a court date on ${dayInWords(date)}.${because === 'remand' ? ' They could be released that day.' : ''}`,
      {
        '-10wd': 'Court is in ten working days. Ask who goes with them and what they need to know.',
        '-2wd': 'Court is in two working days. Check the time, the way there and who goes with them.',
        '+1d': 'Court was yesterday. Ask what was decided and how they are.',
      },
      'A new date from the court.',
      ['Agree who goes with them'],
    ),
}

export const moveOfHome: Rule = {
  code: 'MOVE_OF_HOME',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: VERSION('practice-move-of-home'),
  source: {
    title: 'Practice: a move of home',
    url: 'https://www.gov.scot/policies/looked-after-children/',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  find: (life) =>
    factsOf(life, 'MOVE_OF_HOME').map((fact) =>
      event(life, fact, fact.happensOn, MOVE_STEPS, 'practice-move-of-home'),
    ),
  words: ({ date }) =>
    eventWords(
      'Moves home',
      `A move of home is recorded for ${dayInWords(date)}.`,
      {
        0: 'They move today. Ask what they need tonight and who they can call.',
        '+1w': 'They moved a week ago. Ask how the new home is and who they see.',
        '+4w': 'They moved four weeks ago. Ask what is missing and what helps.',
      },
      'A corrected record of the move.',
      ['Check school, health and bus routes'],
    ),
}

function findCourt(life: Life): Found[] {
  const hearings = factsOf(life, 'COURT')
  const found = hearings.map((fact) =>
    event(life, fact, fact.happensOn, COURT_STEPS, 'whole-system-approach'),
  )
  for (const fact of factsOf(life, 'REMAND')) {
    const next = fact.details.next_court_on
    if (!next || !/^\d{4}-\d{2}-\d{2}$/.test(next) || hearings.some(({ happensOn }) => happensOn === next))
      continue
    found.push({
      ...event(life, fact, civilDate(next), COURT_STEPS, 'whole-system-approach'),
      because: 'remand',
    })
  }
  return found
}

/** Nothing is raised from a fact that cannot be true of somebody under 12; it is shown as the contradiction it is. */
function event(
  life: Life,
  fact: Fact,
  date: Fact['happensOn'],
  steps: readonly Step[],
  lawVersion: string,
): Found {
  const prompts = promptsFrom(date, steps, life.workingDays)
  const why = whyNotPossible(fact, life)
  const warnings = why ? [whyNotPossibleWords[why]] : []
  const window = windowOf(date, prompts)
  if (steps === COURT_STEPS && window.to > life.workingDays.knownUntil) {
    warnings.push('holidays are not known that far ahead: working days are provisional')
  }
  return found({
    occurrence: fact.id,
    date,
    certainty: certaintyOf(fact),
    lawVersion,
    knownFrom: fact.recordedOn,
    window,
    prompts: why === 'before-the-twelfth-birthday' ? [] : prompts,
    dataGaps: gapsOf(fact),
    warnings,
    basis: [restsOn(fact)],
  })
}
