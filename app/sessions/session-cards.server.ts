import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import type { CardMark } from './record.input'

type At = { organisationId: string; personId: string; sessionId: string }
type Named = { id: string; version: number }

/** Those of these cards that may be used today: live and not past their review, or with this session already. */
export async function liveCards(
  db: Db,
  cards: readonly Named[],
  today: CivilDate,
  sessionId: string | null,
): Promise<(Named & { isOpportunity: boolean })[]> {
  if (cards.length === 0) return []
  return db
    .selectFrom('app.card as card')
    .where((eb) =>
      eb.or(
        cards.map(({ id, version }) => eb.and([eb('card.id', '=', id), eb('card.version', '=', version)])),
      ),
    )
    .where(
      sql<boolean>`(card.status = 'live' and card.review_by >= ${today}::date
        or exists (select from app.session_card held where held.session_id = ${sessionId}::uuid and held.card_id = card.id
          and held.card_version = card.version and held.ended_at is null))`,
    )
    .select(['card.id', 'card.version', 'card.is_opportunity as isOpportunity'])
    .execute()
}

export async function addCards(
  db: Db,
  { organisationId, personId, sessionId }: At,
  cards: readonly (Named & { isPlanned: boolean } & Partial<CardMark>)[],
): Promise<void> {
  if (cards.length === 0) return
  await db
    .insertInto('app.session_card')
    .values(
      cards.map((card) => ({
        organisation_id: organisationId,
        person_id: personId,
        session_id: sessionId,
        card_id: card.id,
        card_version: card.version,
        is_planned: card.isPlanned,
        ...marksOf(card),
      })),
    )
    .execute()
}

/** The cards of a plan are these from now on; one that is left out stays in the history. */
export async function keepPlannedCards(db: Db, at: At, cards: readonly Named[]): Promise<void> {
  const held = await cardsHeld(db, at)
  const gone = held.filter(({ cardId }) => !cards.some(({ id }) => id === cardId))
  for (const card of gone) await changeCard(db, at, card, { ended_at: sql`now()` })
  const added = cards.filter(({ id }) => !held.some(({ cardId }) => cardId === id))
  await addCards(
    db,
    at,
    added.map((card) => ({ ...card, isPlanned: true })),
  )
}

/** How the cards of a session were used; one that was not planned is added. */
export async function keepMarks(db: Db, at: At, marks: readonly CardMark[]): Promise<void> {
  const held = await cardsHeld(db, at)
  for (const mark of marks) {
    const card = held.find(({ cardId }) => cardId === mark.id)
    if (card) await changeCard(db, at, card, marksOf(mark))
    else await addCards(db, at, [{ ...mark, isPlanned: false }])
  }
}

async function cardsHeld(db: Db, { organisationId, sessionId }: At) {
  return db
    .selectFrom('app.session_card')
    .where('organisation_id', '=', organisationId)
    .where('session_id', '=', sessionId)
    .where('ended_at', 'is', null)
    .select(['id', 'card_id as cardId', 'version'])
    .execute()
}

async function changeCard(
  db: Db,
  { organisationId }: At,
  { id, version }: { id: string; version: number },
  columns: object,
): Promise<void> {
  await db
    .updateTable('app.session_card')
    .set({ ...columns, version: version + 1 })
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .execute()
}

function marksOf({ askFirst = null, skippedBecause = '', landed = null, said = '' }: Partial<CardMark>) {
  return {
    ask_first: askFirst,
    skipped_because: askFirst === 'skipped' ? skippedBecause : null,
    landed,
    said,
  }
}
