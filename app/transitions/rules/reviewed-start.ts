import { parseCivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, gapsOf, isReported, restsOn } from '../basis'
import type { Fact, Found, Life, Step, Told } from '../rule'
import { windowOf } from '../steps'
import { event } from './event'
import { promptsFromEach } from './several-days'

/** Something at school that starts on a day and is reviewed on another. Who has left school is asked no more. */
export function startsWithReview(
  life: Life,
  kinds: ReadonlySet<string>,
  { steps, review }: { steps: readonly Step[]; review: readonly Step[] },
  lawVersion: string,
): Found[] {
  return factsOf(life, kinds).map((fact) => {
    const said = parseCivilDate(fact.details.review_on ?? '')
    const reviewOn = said !== null && said >= fact.happensOn ? said : null
    const left = leftAfter(life, fact)
    const prompts = promptsFromEach(
      [
        [fact.happensOn, steps],
        [reviewOn, review],
      ],
      life.workingDays,
    )
    return event(life, fact, fact.happensOn, [], {
      lawVersion,
      window: windowOf(fact.happensOn, prompts),
      prompts: left ? [] : prompts,
      dataGaps: reviewOn === null ? [...gapsOf(fact), 'the day of the review'] : gapsOf(fact),
      warnings: said !== null && reviewOn === null ? ['the review is before the start: check'] : [],
      basis: left ? [restsOn(fact), restsOn(left)] : [restsOn(fact)],
      overBecause: left ? 'They have left school' : null,
      because: reviewOn === null ? '' : `review ${reviewOn}`,
    })
  })
}

export function reviewInWords({ because }: Pick<Told, 'because'>): string {
  const on = parseCivilDate(because.replace('review ', ''))
  return on === null ? 'The day of the review is not known: ask.' : `A review is due on ${dayInWords(on)}.`
}

function leftAfter({ facts }: Life, { happensOn }: Fact): Fact | null {
  return (
    facts.find((each) => each.kind === 'SCHOOL_LEFT' && each.happensOn >= happensOn && !isReported(each)) ??
    null
  )
}
