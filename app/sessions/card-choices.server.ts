import type { Db } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'

/** The cards in use today but those that a session has already, as its record offers them: `M01 3` and the title. */
export async function cardsToChoose(
  db: Db,
  today: CivilDate,
  held: readonly { id: string }[],
): Promise<{ value: string; label: string }[]> {
  const cards = await db
    .selectFrom('app.card as card')
    .where('card.status', '=', 'live')
    .where('card.review_by', '>=', today)
    .where('card.audience', '=', 'share-with-young-person')
    .select(['card.id', 'card.version', 'card.title'])
    .orderBy('card.title')
    .execute()
  return cards
    .filter(({ id }) => !held.some((card) => card.id === id))
    .map(({ id, version, title }) => ({ value: `${id} ${version}`, label: title }))
}
