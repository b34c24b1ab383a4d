import { type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, found, isMarked, isReported, lastOf, own } from '../basis'
import { type Found, type Life, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const LAW = 'practice-season'

/** School stops for Christmas and for the summer: found for each session whose days this school has given. Practice, domain/A7. */
export const season = ruleOf({
  code: 'SEASON',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Practice: time out of school at the end of term',
    url: 'https://www.gov.scot/policies/schools/school-terms/',
  },
  ownerRole: 'youth worker',
  graceDays: 14,
  needs: null,
  settings: { steps: stepsOf('-2w') },
  find,
  words: (told) =>
    eventWords(
      isMarked(told, 'summer') ? 'School stops for the summer' : 'School stops for Christmas',
      `${isMarked(told, 'summer') ? 'The last day of school is' : 'School is closed from'} ${dayInWords(told.date)}. Days at home can be long, and some are hard.`,
      {
        '-2w':
          'School stops in two weeks. Ask what they do in the holidays, who is there, and what is hard about it.',
        before:
          'School stops soon. Ask what they do in the holidays, who is there, and what is hard about it.',
        after: 'School has stopped, or did not long ago. Ask how the days are, and who is there.',
        now: 'School has stopped or soon does, and an earlier step has passed. Ask how the days are.',
      },
      'A new day from the school moves it.',
      ['Agree when you see each other in the holidays'],
    ),
})

/** Each by the session it belongs to, which names it for ever. */
function find(life: Life, { steps }: { steps: readonly Step[] }): Found[] {
  if (life.pupil === 'no') return NOTHING
  const all: Found[] = []
  for (const session in life.christmasHolidayFirstDay) {
    const date = life.christmasHolidayFirstDay[session] as CivilDate
    all.push(closing(life, date, steps, `christmas ${session}`, `christmas_holiday_first_day ${session}`))
  }
  for (const session in life.sessionEndsOn) {
    const date = life.sessionEndsOn[session] as CivilDate
    all.push(closing(life, date, steps, `summer ${session}`, `session_ends_on ${session}`))
  }
  if (all.length === 0) return all
  const left = lastOf(life, 'SCHOOL_LEFT')
  return left && !isReported(left) ? all.filter(({ date }) => date !== null && date <= left.happensOn) : all
}

const NOTHING: Found[] = []

function closing(
  { recordedOn, workingDays }: Life,
  date: CivilDate,
  steps: readonly Step[],
  occurrence: string,
  rests: string,
): Found {
  const prompts = promptsFrom(date, steps, workingDays)
  return found({
    occurrence,
    date,
    certainty: 'recorded',
    lawVersion: LAW,
    knownFrom: recordedOn,
    window: windowOf(date, prompts),
    prompts,
    basis: [own(rests, date)],
    because: occurrence.startsWith('summer') ? 'summer' : '',
  })
}
