import { parseCivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isReported, restsOn } from '../basis'
import type { Fact, Found, Life, Step, Told } from '../rule'
import { eventOfSeveralDays } from './several-days'

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
    return eventOfSeveralDays(
      life,
      fact,
      [
        [fact.happensOn, steps],
        [reviewOn, review],
      ],
      {
        lawVersion,
        dataGaps: reviewOn === null ? ['the day of the review'] : [],
        warnings: said !== null && reviewOn === null ? ['the review is before the start: check'] : [],
        basis: left ? [restsOn(fact), restsOn(left)] : [restsOn(fact)],
        because: reviewOn === null ? '' : `review ${reviewOn}`,
        ...(left && { prompts: [], overBecause: 'They have left school' }),
      },
    )
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
