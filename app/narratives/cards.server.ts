import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import type { Card } from './card'
import type { LiveCard } from './choose'
import { checkedSince, hasLiveAlternative, type LiveAlternatives, type Offer } from './offer'

/** Every card that may be shown today, in one query however many prompts they are wanted for. */
export async function liveCards(db: Db, today: CivilDate): Promise<LiveCard[]> {
  return asLiveCards(await cardsInUse(db, today).execute())
}

/** The same as a query that was not asked yet, to stand among others: `asLiveCards` reads what it brings. */
export function cardsInUse(db: Db, today: CivilDate) {
  return db
    .selectFrom('app.card as card')
    .where('card.status', '=', 'live')
    .where('card.review_by', '>=', today)
    .select([
      'card.id',
      'card.version',
      'card.title',
      'card.myth',
      'card.ages',
      'card.transitions',
      'card.topics',
      'card.is_opportunity as isOpportunity',
      'card.not_after as notAfter',
      'card.audience',
      'card.minutes',
      'card.review_by as reviewBy',
      'card.alternatives',
      offersLive(today).as('offers'),
      programmeTypesOpen.as('programmeTypes'),
    ])
    .orderBy('card.id')
    .$narrowType<{ reviewBy: CivilDate }>()
}

type CardInUse = Omit<LiveCard, 'hasLiveAlternative'> & {
  alternatives: Card['alternatives']
  offers: readonly string[]
  programmeTypes: readonly string[]
}

export function asLiveCards(rows: readonly CardInUse[]): LiveCard[] {
  return rows.map(({ alternatives, offers, programmeTypes, ...card }) => ({
    ...card,
    hasLiveAlternative: hasLiveAlternative(
      { alternatives },
      { offers: new Set(offers), programmeTypes: new Set(programmeTypes) },
    ),
  }))
}

export type FoundCard = { card: Card; live: LiveAlternatives; offers: readonly Offer[] }

/** One live card whole, with the offers that it names. Null where there is none, it has lapsed or nothing real is left to lead to. */
export async function findLiveCard(db: Db, id: string, today: CivilDate): Promise<FoundCard | null> {
  const row = await cards(db)
    .where('card.id', '=', id)
    .where('card.status', '=', 'live')
    .where('card.review_by', '>=', today)
    .select([
      offersLive(today).as('liveOffers'),
      programmeTypesOpen.as('programmeTypes'),
      offersNamed.as('offers'),
    ])
    .executeTakeFirst()
  if (!row) return null
  const { liveOffers, programmeTypes, offers, ...card } = row
  const live = { offers: new Set(liveOffers), programmeTypes: new Set(programmeTypes) }
  return hasLiveAlternative(card, live) ? { card, live, offers } : null
}

/** A version of a card, whatever its status. */
export async function findCard(db: Db, id: string, version: number): Promise<Card | null> {
  const card = await cards(db)
    .where('card.id', '=', id)
    .where('card.version', '=', version)
    .executeTakeFirst()
  return card ?? null
}

export async function liveAlternatives(db: Db, today: CivilDate): Promise<LiveAlternatives> {
  const { rows } = await sql<{ offers: string[]; programmeTypes: string[] }>`
    select ${offersLive(today)} as offers, ${programmeTypesOpen} as "programmeTypes"`.execute(db)
  const [found] = rows
  return { offers: new Set(found?.offers), programmeTypes: new Set(found?.programmeTypes) }
}

function cards(db: Db) {
  return db
    .selectFrom('app.card as card')
    .select([
      'card.id',
      'card.version',
      'card.status',
      'card.title',
      'card.place_and_moment as placeAndMoment',
      'card.myth',
      'card.what_is_true as whatIsTrue',
      'card.reality',
      'card.under12',
      'card.ask_first as askFirst',
      'card.talk',
      'card.if_they_say as ifTheySay',
      'card.alternatives',
      'card.evidence',
      'card.ages',
      'card.transitions',
      'card.topics',
      'card.is_opportunity as isOpportunity',
      'card.not_after as notAfter',
      'card.avoid',
      'card.content_warnings as contentWarnings',
      'card.image_tags as imageTags',
      'card.aims',
      'card.provenance',
      'card.audience',
      'card.minutes',
      'card.review_by as reviewBy',
      'card.published_on as publishedOn',
    ])
}

function offersLive(today: CivilDate) {
  return sql<
    string[]
  >`array(select offer.id from app.offer offer where offer.last_checked_on >= ${checkedSince(today)}::date)`
}

/** Types of which somebody runs an open programme. */
const programmeTypesOpen = sql<
  string[]
>`array(select distinct programme.kind from app.programme programme where programme.status = 'open')`

const offersNamed = sql<Offer[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('id', offer.id, 'name', offer.name, 'who', offer.who, 'area', offer.area,
    'says', offer.says, 'url', offer.url, 'phone', offer.phone, 'youngestAge', offer.youngest_age, 'oldestAge', offer.oldest_age,
    'lastCheckedOn', offer.last_checked_on) order by offer.id), '[]')
    from app.offer offer
   where offer.id in (select named ->> 'ref' from jsonb_array_elements(card.alternatives) named where named ->> 'kind' = 'offer'))`
