import type { Db } from '#db/connection.server'
import { together } from '#db/together.server'
import type { CivilDate } from '~/shared/civil-date'
import { addMonths } from '~/shared/civil-date'
import type { OpenSession } from './open-session.server'
import type { OfferedAlternative, OfferedCard } from './propose'

const MONTHS_CHECKED = 12

/** What a plan may be changed to: the cards and real offers there are today, those that it has already first. */
export async function planChoices(
  db: Db,
  today: CivilDate,
  session: OpenSession,
): Promise<{ cards: OfferedCard[]; programmes: OfferedAlternative[]; offers: OfferedAlternative[] }> {
  const { cards, programmes, offers } = await together(db, {
    cards: db
      .selectFrom('app.card as card')
      .where('card.status', '=', 'live')
      .where('card.review_by', '>=', today)
      .where('card.audience', '=', 'share-with-young-person')
      .select([
        'card.id',
        'card.version',
        'card.title',
        'card.ask_first as askFirst',
        'card.minutes',
        'card.is_opportunity as isOpportunity',
      ])
      .orderBy('card.title'),
    programmes: db
      .selectFrom('app.programme as programme')
      .where('programme.status', '=', 'open')
      .select(['programme.organisation_id as organisationId', 'programme.id', 'programme.name'])
      .orderBy('programme.name'),
    offers: db
      .selectFrom('app.offer as offer')
      .where('offer.last_checked_on', '>=', addMonths(today, -MONTHS_CHECKED))
      .select(['offer.id', 'offer.name'])
      .orderBy('offer.name'),
  })
  const held = (session.cards ?? []).filter(({ isPlanned }) => isPlanned)
  return {
    cards: [
      ...held.map(({ id, version, title, askFirst }) => {
        const live = cards.find((card) => card.id === id)
        return asOffered({
          id,
          version,
          title,
          askFirst,
          minutes: live?.minutes ?? null,
          isOpportunity: live?.isOpportunity ?? false,
        })
      }),
      ...cards.filter(({ id }) => !held.some((card) => card.id === id)).map(asOffered),
    ],
    programmes: withHeld(
      programmes.map(({ organisationId, id, name }) => ({
        value: `programme ${organisationId} ${id}`,
        label: name,
      })),
      session.programmeId && {
        value: `programme ${session.programmeOrganisationId} ${session.programmeId}`,
        label: session.programme ?? '',
      },
    ),
    offers: withHeld(
      offers.map(({ id, name }) => ({ value: `offer ${id}`, label: name })),
      session.offerId && { value: `offer ${session.offerId}`, label: session.offer ?? '' },
    ),
  }
}

function asOffered(
  card: Omit<OfferedCard, 'why' | 'to' | 'minutes'> & { minutes: number | null },
): OfferedCard {
  return { ...card, why: '', to: `/cards/${card.id}` }
}

/** What was chosen stays to be chosen, though it is open no longer. */
function withHeld(options: OfferedAlternative[], held: OfferedAlternative | '' | null): OfferedAlternative[] {
  if (!held || options.some(({ value }) => value === held.value)) return options
  return [held, ...options]
}
