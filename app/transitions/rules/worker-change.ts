import { civilDate } from '~/shared/civil-date'
import { dayInWords, found, isMarked, own } from '../basis'
import { type Found, type Life, ruleOf, type Step, type WorkerLeaves } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const LAW = 'practice-worker-change'

/** Somebody who works with them stops: their allocation ends, or they leave. Practice, domain/A7 and 0.8. */
export const workerChange = ruleOf({
  code: 'WORKER_CHANGE',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Practice: a worker who stays, or hands over well (The Promise)',
    url: 'https://thepromise.scot/resources/2020/the-promise.pdf',
  },
  ownerRole: 'team manager',
  graceDays: 7,
  needs: null,
  settings: { steps: stepsOf('-4w', '+2w') },
  find: (life, { steps }) => life.own.workers.map((worker) => findChange(life, worker, steps)),
  words: (told) =>
    eventWords(
      'Worker changes',
      `${isMarked(told, 'lead') ? 'The worker who leads' : 'Somebody who works with them'} stops on ${dayInWords(told.date)}. A change of worker can break trust.`,
      {
        '-4w':
          'Their worker stops in four weeks. Tell them yourself, and plan a meeting of the three of you to hand over.',
        '+2w':
          'Their worker stopped two weeks ago. Ask how it is with the new one, and what the new one should know.',
        before:
          'Their worker stops soon. Tell them yourself, and plan a meeting of the three of you to hand over.',
        after: 'Their worker has stopped. Ask how it is with the new one, and what the new one should know.',
        now: 'Their worker stops soon or has stopped, and earlier steps have passed. Ask what they know, and who they see now.',
      },
      'Another last day moves it.',
      ['Plan a joint meeting to hand over', 'Ask what the new worker should know'],
    ),
})

function findChange(
  { workingDays }: Life,
  { id, kind, endsOn, saidOn }: WorkerLeaves,
  steps: readonly Step[],
): Found {
  const prompts = promptsFrom(endsOn, steps, workingDays)
  return found({
    occurrence: id,
    date: endsOn,
    certainty: 'recorded',
    lawVersion: LAW,
    knownFrom: saidOn,
    window: windowOf(endsOn, prompts),
    prompts,
    basis: [own('worker_until', endsOn)],
    because: kind,
  })
}
