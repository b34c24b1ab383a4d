import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-dtto-review'
const REVIEWS = new Set(['DTTO_REVIEW'])

/** A court's review of a drug treatment and testing order, by the court's own day. Practice, domain/A5. */
export const dttoReview = ruleOf({
  code: 'DTTO_REVIEW',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Practice: before each review; Criminal Procedure (Scotland) Act 1995 s.234F',
    url: 'https://www.legislation.gov.uk/ukpga/1995/46/section/234F',
  },
  ownerRole: 'justice social worker',
  graceDays: 3,
  needs: REVIEWS,
  settings: { steps: stepsOf('-1w') },
  find: (life, { steps }) =>
    factsOf(life, REVIEWS).map((review) => event(life, review, review.happensOn, steps, { lawVersion: LAW })),
  words: (told) =>
    eventWords(
      'Review of a drug treatment and testing order',
      `The court looks at the order on ${dayInWords(told.date)}.`,
      {
        '-1w':
          'The review is in about a week. Ask what has gone well, what is hard, and what they want to say.',
        before: 'The review is soon. Ask what has gone well, what is hard, and what they want to say.',
        after: 'The review was due. Ask what was said, and what changes.',
        now: 'The review is near or has just been, and earlier steps have passed. Ask how it goes.',
      },
      'A new day from the court moves it; a corrected record takes it away.',
      ['Agree who goes with them'],
    ),
})
