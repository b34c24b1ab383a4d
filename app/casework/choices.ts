import type { UsedCard } from '~/narratives/card'
import { type SuggestedCard, suggestedCards } from '~/narratives/card-view'
import { cardsFor, type LiveCard } from '~/narratives/choose'
import { hurtsIn } from '~/narratives/hurts'
import { aboutOf } from '~/programmes/about'
import { programmeTo } from '~/programmes/directory-view'
import { type Fitted, fitAll, type ProgrammeToFit } from '~/programmes/fit'
import { ageOn, type CivilDate } from '~/shared/civil-date'
import type { TodayCard } from '~/transitions/today-list'
import { talkWords } from './words'

type Facts = Parameters<typeof aboutOf>[0]['facts']

/** Somebody, as far as choosing cards and programmes for them needs. */
export type Chooser = {
  id: string
  bornOn: CivilDate | null
  birthDateCertainty: 'recorded' | 'estimated' | 'disputed'
  council: string | null
  facts: Facts
  used: readonly UsedCard[]
  readsJustice: boolean
}

/** The change that cards are wanted for: its rule, what it says, and its day. */
export type Change = { transitionId: string; rule: string; says: string; on: CivilDate | null }

/** Cards for a talk about this change, at most three, each with its reasons. */
export function cardsToTalk(
  cards: readonly LiveCard[],
  person: Chooser,
  change: Change,
  today: CivilDate,
): SuggestedCard[] {
  const suggested = cardsFor(cards, {
    change: { rule: change.rule, says: change.says, on: change.on },
    age: person.bornOn === null ? null : ageOn(person.bornOn, today),
    today,
    topics: [],
    usedCards: person.used,
    recentlyHurt: hurtsIn(person.facts),
  })
  return suggestedCards(suggested, { personId: person.id, transitionId: change.transitionId })
}

/** What takes them, or needs only an answer, the nearest to hand first: at most so many. */
export function programmesToOffer<Programme extends ProgrammeToFit>(
  programmes: readonly Programme[],
  person: Chooser,
  today: CivilDate,
  most: number,
): Fitted<Programme>[] {
  const about = aboutOf(person, person.readsJustice ? 'court-orders' : 'no-court-orders', today)
  return fitAll(programmes, about, today)
    .filter(({ verdict }) => verdict !== 'does-not-fit')
    .slice(0, most)
}

/** What there is to choose from, and the people it is chosen for. */
type Choices = {
  cards: readonly LiveCard[]
  programmes: readonly ProgrammeToFit[]
  about: ReadonlyMap<string, Chooser>
}

/** The same cards of Today, and for each prompt that is due one card to talk about and one programme to offer. */
export function withChoices(
  list: readonly TodayCard[],
  { cards, programmes, about }: Choices,
  today: CivilDate,
): TodayCard[] {
  return list.map((card) => {
    const person = about.get(card.personId)
    if (!person) return card
    const [offer] = programmesToOffer(programmes, person, today, 1)
    return {
      ...card,
      prompts: card.prompts.map((prompt) => {
        if (prompt.dueOn > today) return prompt
        const { transitionId, rule, title, date } = prompt
        const [talk] = cardsToTalk(cards, person, { transitionId, rule, says: title, on: date }, today)
        const lookedAt = { personId: card.personId, transitionId }
        return {
          ...prompt,
          ways: [
            ...(talk ? [{ label: talkWords.cardInBrief, says: talk.title, to: talk.to }] : []),
            ...(offer
              ? [
                  {
                    label: talkWords.programmeInBrief,
                    says:
                      offer.verdict === 'fits'
                        ? offer.programme.name
                        : talkWords.checkFirst(offer.programme.name),
                    to: programmeTo(offer.programme.id, lookedAt),
                  },
                ]
              : []),
          ],
        }
      }),
    }
  })
}
