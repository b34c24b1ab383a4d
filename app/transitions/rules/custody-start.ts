import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isMarked } from '../basis'
import { type Fact, type Life, ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'release-planning-day-one'
const BEGINS = new Set(['CUSTODY', 'REMAND', 'RECALLED'])

/** Planning begins on the first day of remand or sentence, and of a recall. Source: pre-release guidance, domain/A6. */
export const custodyStart = ruleOf({
  code: 'CUSTODY_START',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Pre-release: planning from day one (Iriss, CYCJ)',
    url: 'https://content.iriss.org.uk/youthjustice/yo-pre-release.html',
  },
  ownerRole: 'justice social worker',
  graceDays: 3,
  needs: BEGINS,
  settings: { steps: stepsOf('0') },
  find: (life, { steps }) =>
    factsOf(life, BEGINS).map((fact) =>
      event(life, fact, fact.happensOn, steps, {
        lawVersion: LAW,
        stillRuns: !isReleasedAfter(life, fact),
        because: MARKS[fact.kind] ?? 'sentence',
      }),
    ),
  words: (told) =>
    eventWords(
      isMarked(told, 'remand')
        ? 'Held on remand'
        : isMarked(told, 'recall')
          ? 'Back in custody'
          : 'Time in custody begins',
      `It began on ${dayInWords(told.date)}. Planning for coming home begins on the first day.${isMarked(told, 'remand') ? ' At the next court they could be released that day.' : ''}`,
      {
        '0': 'Start to plan for coming home today. Ask who knows them and who will visit.',
        now: 'Planning for coming home begins on the first day, and that has passed. Start now: ask who knows them and who visits.',
      },
      'A corrected record of the day.',
      ['Find out who the case manager is', 'Agree who visits'],
    ),
})

const MARKS: Readonly<Record<string, string>> = { REMAND: 'remand', RECALLED: 'recall' }

function isReleasedAfter(life: Life, { happensOn }: Fact): boolean {
  return life.facts.some((each) => each.kind === 'RELEASED' && each.happensOn >= happensOn)
}
