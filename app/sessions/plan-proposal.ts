import { capital } from '~/caseload/words'
import type { Suggested, Wanted } from '~/narratives/choose'
import { hurtsIn } from '~/narratives/hurts'
import { aboutOf } from '~/programmes/about'
import { fitAll } from '~/programmes/fit'
import { ageOn, type CivilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import { promptNow, said } from '~/transitions/present'
import { whenInWords } from '~/transitions/words'
import type { Planning, RealOffer } from './planning.server'
import { type OfferedAlternative, type OfferedCard, type PlanValues, proposedPlan } from './propose'

/** What is coming, in the words of its rule; null where the plan is for nothing in particular. */
export function comingOf({ coming, bornOn }: Pick<Planning, 'coming' | 'bornOn'>, today: CivilDate) {
  const words = coming ? said(coming, bornOn)?.words : null
  if (!coming || !words) return null
  const prompt = promptNow(coming.prompts, today)
  return {
    id: coming.id,
    rule: coming.rule,
    on: coming.date,
    title: words.title,
    says: `${words.title}. ${whenInWords(coming.date, coming.certainty, today)}`,
    asks: prompt ? words.says(prompt.step) : words.explanation,
    actions: words.suggestedActions,
  }
}

/** What cards are wanted for: a recorded change, their age, what was used before, and what lately hurt. */
export function wantedFor(planning: Planning, today: CivilDate): Wanted {
  const coming = comingOf(planning, today)
  return {
    change: coming && { rule: coming.rule, says: coming.title, on: coming.on },
    age: planning.bornOn === null ? null : ageOn(planning.bornOn, today),
    today,
    topics: [],
    usedCards: planning.used ?? [],
    recentlyHurt: hurtsIn(planning.facts ?? []),
  }
}

/** The suggested cards as the planner shows them, with the question of each that comes first. */
export function offeredCards(
  suggested: readonly Suggested[],
  { id, questions }: Pick<Planning, 'id' | 'questions'>,
  transitionId: string | null,
): OfferedCard[] {
  return suggested.map(({ card, band, why }) => {
    const question = questions.find((each) => each.id === card.id)
    const params = new URLSearchParams({ person: id, ...(transitionId && { for: transitionId }) })
    return {
      id: card.id,
      version: card.version,
      title: card.title,
      askFirst: (band === 'A' ? question?.askFirstUnder12 : question?.askFirst) ?? '',
      minutes: card.minutes,
      isOpportunity: card.isOpportunity,
      why: why.map(capital).join('. '),
      to: `/cards/${card.id}?${params}`,
    }
  })
}

export type Alternatives = {
  programmes: OfferedAlternative[]
  offers: OfferedAlternative[]
  first: OfferedAlternative[]
}

/** What could be offered: programmes that fit or want only an answer, and checked offers for their age. The first comes from a fit, else from the cards. */
export function alternativesFor(
  planning: Planning,
  cards: readonly OfferedCard[],
  today: CivilDate,
): Alternatives {
  const reads = planning.readsJustice ? 'court-orders' : 'no-court-orders'
  const about = aboutOf({ ...planning, facts: planning.facts ?? [] }, reads, today)
  const fitted = fitAll(planning.programmes, about, today).filter(({ verdict }) => verdict !== 'does-not-fit')
  const programmes = fitted.map(({ programme, verdict }) => ({
    value: `programme ${programme.organisationId} ${programme.id}`,
    label: verdict === 'fits' ? programme.name : `${programme.name} (check first)`,
  }))
  const age = planning.bornOn === null ? null : ageOn(planning.bornOn, today)
  const open = planning.offers.filter((offer) => isFor(offer, age))
  const offers = open.map(({ id, name }) => ({ value: `offer ${id}`, label: name }))
  const named = cards.flatMap(({ id }) => planning.questions.find((each) => each.id === id)?.offers ?? [])
  const fits = fitted.some(({ verdict }) => verdict === 'fits')
  const first = [
    ...(fits ? programmes.slice(0, 1) : []),
    ...named.flatMap((id) => offers.find(({ value }) => value === `offer ${id}`) ?? []),
    ...programmes.slice(0, 1),
    ...offers.slice(0, 1),
  ]
  return { programmes, offers, first }
}

function isFor({ youngestAge, oldestAge }: RealOffer, age: number | null): boolean {
  if (age === null) return youngestAge === null && oldestAge === null
  return age >= (youngestAge ?? 0) && age <= (oldestAge ?? 99)
}

/** The plan as it opens: nothing of it is stored until it is saved. */
export function planFor(
  planning: Planning,
  cards: readonly OfferedCard[],
  alternatives: Alternatives,
  today: CivilDate,
): PlanValues {
  return proposedPlan({
    today,
    calendar: workingDays(planning.calendar),
    isPupil: planning.pupil === 'yes',
    last: planning.last,
    booked: planning.booked,
    whatMatters: planning.whatMatters,
    coming: comingOf(planning, today),
    cards,
    alternatives: alternatives.first,
  })
}

/** Opportunities come at least as often as warnings (D-09); said without a number. */
export function warnsMore(used: Planning['used']): boolean {
  const opened = (used ?? []).filter(({ isOpportunity }) => isOpportunity).length
  return (used ?? []).length - opened > opened
}
