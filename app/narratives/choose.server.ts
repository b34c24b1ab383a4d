import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { liveCards } from './cards.server'
import { cardsFor, type Suggested, type Wanted } from './choose'

/** Suggestions for each of a list of prompts, in its order, with one query for all of them. */
export async function suggestCards(
  db: Db,
  wanted: readonly Omit<Wanted, 'today'>[],
  today: CivilDate,
): Promise<Suggested[][]> {
  if (wanted.length === 0) return []
  const cards = await liveCards(db, today)
  return wanted.map((each) => cardsFor(cards, { ...each, today }))
}
