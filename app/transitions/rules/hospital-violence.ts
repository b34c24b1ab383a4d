import { addDays, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-navigator'
const VISITS = new Set(['HOSPITAL_VIOLENCE'])

/** At hospital after violence: for one to three days people are more open to help. Source: the Navigator model, domain/A7. */
export const hospitalViolence = ruleOf({
  code: 'HOSPITAL_VIOLENCE',
  scope: 'health',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2022-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Youth Navigator, NHS Lothian Charity, 2022',
    url: 'https://nhslothiancharity.org/?p=1631',
  },
  ownerRole: 'youth worker',
  graceDays: 1,
  needs: VISITS,
  settings: { steps: stepsOf('+1d', '+3d', '+2w') },
  find: (life, { steps }) =>
    factsOf(life, VISITS).map((fact) =>
      event(life, fact, fact.happensOn, steps, {
        lawVersion: LAW,
        urgent: true,
        duties: [
          { what: 'somebody they trust sees them', by: addDays(fact.happensOn, 3), standing: 'practice' },
        ],
      }),
    ),
  words: ({ date }) =>
    eventWords(
      'At hospital after violence',
      `They were at hospital on ${dayInWords(date)} after violence. In the first one to three days people are most open to help.`,
      {
        '+1d':
          'They were hurt yesterday. See them today if it is safe. Ask how they are, and what would help, before anything else.',
        '+3d':
          'It is three days since they were hurt. Ask if they feel safe going home and going out, and who could help.',
        '+2w':
          'It is two weeks since they were hurt. Ask how they sleep, how the wound is, and if it is over.',
        before: 'They are expected at hospital. Ask who goes with them.',
        after: 'They were hurt not long ago. Ask how they are, and if they feel safe.',
        now: 'They were hurt, and earlier steps have passed. Ask how they are, and if they feel safe.',
      },
      'A corrected record takes it away.',
      ['Ask for a Navigator at the hospital', 'Ask who else is worried about them'],
    ),
})
