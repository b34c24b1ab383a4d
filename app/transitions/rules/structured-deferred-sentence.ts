import { civilDate, parseCivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, gapsOf, restsOn } from '../basis'
import { type Fact, type Found, type Life, type Prompt, ruleOf, type Told, type Words } from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { endOfOrder } from './community-orders'
import { event } from './event'
import { eventWords } from './event-words'
import { dayMarked, wordMarked } from './marks'

const LAW = 'practice-structured-deferred-sentence'
const SENTENCES = new Set(['STRUCTURED_DEFERRED_SENTENCE'])
const STEPS = {
  afterStart: stepsOf('+1w'),
  beforeReview: stepsOf('-2w'),
  beforeEnd: stepsOf('-4w'),
  afterEnd: stepsOf('+4w'),
}

/** A structured deferred sentence: its start, the court's review and its end, by the court's own days. Practice, domain/A5. */
export const structuredDeferredSentence = ruleOf({
  code: 'STRUCTURED_DEFERRED_SENTENCE',
  scope: 'justice',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2022-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Structured deferred sentences, Community Justice Scotland, 2022',
    url: 'https://communityjustice.scot/community-support-service/',
  },
  ownerRole: 'justice social worker',
  graceDays: 5,
  needs: SENTENCES,
  settings: STEPS,
  find: (life, settings) => factsOf(life, SENTENCES).map((fact) => findSentence(life, fact, settings)),
  words,
})

function findSentence(life: Life, fact: Fact, settings: typeof STEPS): Found {
  const { happensOn, endsOn } = fact
  const review = parseCivilDate(fact.details.review_on ?? '')
  const end = endOfOrder(life, fact)
  const lastOn = end.ended?.happensOn ?? endsOn
  const start = promptsFrom(happensOn, settings.afterStart, life.workingDays)
  const ofReview =
    review === null || review < happensOn ? [] : promptsFrom(review, settings.beforeReview, life.workingDays)
  const beforeEnd = lastOn === null ? [] : promptsFrom(lastOn, settings.beforeEnd, life.workingDays)
  const afterEnd = lastOn === null ? [] : promptsFrom(lastOn, settings.afterEnd, life.workingDays)
  const running = end.ended ? [] : beforeEnd
  const prompts = inOneOrder(
    whileItRuns(start, end.ended),
    whileItRuns(ofReview, end.ended),
    running,
    afterEnd,
  )
  return event(life, fact, happensOn, [], {
    lawVersion: LAW,
    prompts,
    window: windowOf(happensOn, prompts),
    dataGaps: [
      ...gapsOf(fact),
      ...(review === null ? ['the day of the review'] : []),
      ...(lastOn === null ? ['the day it ends'] : []),
    ],
    warnings: [
      ...(review !== null && review < happensOn ? ['the review is before the start: check'] : []),
      ...end.warnings,
    ],
    basis: [fact, ...end.facts].map(restsOn),
    overBecause: end.ended ? 'It has ended' : null,
    because: [
      ...marked('review', review, ofReview),
      ...marked('end', lastOn, [...beforeEnd, ...afterEnd]),
    ].join(' '),
  })
}

function whileItRuns(prompts: readonly Prompt[], ended: Fact | null): readonly Prompt[] {
  return ended === null ? prompts : prompts.filter(({ on }) => on < ended.happensOn)
}

/** The day, and the steps that count from it: an organisation may set any. */
function marked(mark: string, day: string | null, prompts: readonly Prompt[]): string[] {
  if (day === null || prompts.length === 0) return []
  return [`${mark} ${day} ${mark}-steps ${prompts.map(({ step }) => step).join()}`]
}

function words(told: Told): Words {
  const reviewOn = dayMarked(told, 'review')
  const endsOn = dayMarked(told, 'end')
  const plain = eventWords(
    'Structured deferred sentence',
    [
      `It began on ${dayInWords(told.date)}.`,
      ...(reviewOn ? [`The court looks at it on ${dayInWords(reviewOn)}.`] : []),
      ...(endsOn ? [`${told.overBecause ? 'It ended' : 'It ends'} on ${dayInWords(endsOn)}.`] : []),
    ].join(' '),
    {
      '+1w': 'It began a week ago. Ask if they know their worker, and what would make the weeks go well.',
      before: 'It begins soon. Ask if they know who their worker will be.',
      after: 'It has begun. Ask if they know their worker, and what would make the weeks go well.',
      now: 'It has begun, and earlier steps have passed. Ask how it goes, and what the court will want to hear.',
    },
    'A new day from the court moves it; its end, once recorded, leaves only what follows.',
    ['Agree what the court will hear', 'Agree who stays in touch after it'],
  )
  const isOf = (mark: string, step: string) =>
    (wordMarked(told, `${mark}-steps`) ?? '').split(',').includes(step)

  function says(step: string): string {
    if (isOf('review', step)) {
      return `The court looks at it on ${dayInWords(reviewOn)}. Ask what has gone well and what they want to say.`
    }
    if (!isOf('end', step)) return plain.says(step)
    return step.startsWith('-')
      ? `It ends on ${dayInWords(endsOn)}. Ask which help they want to keep, and who goes on with it.`
      : `It was to end on ${dayInWords(endsOn)}. Ask what the court decided, and which help is still there.`
  }

  return { ...plain, says }
}
