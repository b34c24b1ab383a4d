import { type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, found, isReported, lastOf, own } from '../basis'
import { type Found, type Life, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const LAW = 'practice-season'

/** School stops for Christmas: found for each session whose days this school has given. Practice, domain/A7. */
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
  words: ({ date }) =>
    eventWords(
      'School stops for Christmas',
      `School is closed from ${dayInWords(date)}. Days at home can be long, and some are hard.`,
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

function find(life: Life, { steps }: { steps: readonly Step[] }): Found[] {
  if (life.pupil === 'no') return NOTHING
  const left = lastOf(life, 'SCHOOL_LEFT')
  const all: Found[] = []
  for (const session in life.christmasHolidayFirstDay) {
    const date = life.christmasHolidayFirstDay[session] as CivilDate
    if (left && !isReported(left) && left.happensOn < date) continue
    const prompts = promptsFrom(date, steps, life.workingDays)
    all.push(
      found({
        occurrence: `christmas ${session}`,
        date,
        certainty: 'recorded',
        lawVersion: LAW,
        knownFrom: life.recordedOn,
        window: windowOf(date, prompts),
        prompts,
        basis: [own(`christmas_holiday_first_day ${session}`, date)],
      }),
    )
  }
  return all
}

const NOTHING: Found[] = []
