import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isMarked } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-move-of-home'
const MOVES = new Set(['MOVE_OF_HOME'])

/** Any move of home. Practice, domain/A4. */
export const moveOfHome = ruleOf({
  code: 'MOVE_OF_HOME',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Practice: a move of home',
    url: 'https://www.gov.scot/policies/looked-after-children/',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: MOVES,
  settings: { steps: stepsOf('0', '+1w', '+4w') },
  find: (life, { steps }) =>
    factsOf(life, MOVES).map((fact) =>
      event(life, fact, fact.happensOn, steps, {
        lawVersion: LAW,
        because: fact.details.notice === 'no' ? 'no-notice' : '',
      }),
    ),
  words: (told) =>
    eventWords(
      'Moves home',
      `A move of home is recorded for ${dayInWords(told.date)}.${isMarked(told, 'no-notice') ? ' There was no notice of it.' : ''}`,
      {
        '0': 'They move today. Ask what they need tonight and who they can call.',
        '+1w': 'They moved a week ago. Ask how the new home is and who they see.',
        '+4w': 'They moved four weeks ago. Ask what is missing and what helps.',
        now: 'They moved, and earlier steps have passed. Ask how the new home is and what is missing.',
      },
      'A corrected record of the move.',
      ['Check school, health and bus routes'],
    ),
})
