import { type Db, sql } from '#db/connection.server'
import { type Asked, together } from '#db/together.server'
import { visiblePeople } from '~/access/visible.server'
import type { Worker } from '~/access/worker'
import type { UsedCard } from '~/narratives/card'
import { asLiveCards, cardsInUse } from '~/narratives/cards.server'
import { openNear } from '~/programmes/directory.server'
import { addWeeks, type CivilDate } from '~/shared/civil-date'
import { changesCounted } from '~/transitions/place.server'
import { placeViewFrom } from '~/transitions/place-view'
import { heldTransitions } from '~/transitions/queries.server'
import { turnsAbout } from '~/transitions/turns.server'
import { MOST_COUNTED } from '~/views/pinned'
import type { Place } from '~/views/place'
import { lawItems } from '~/workshop/law-items.server'
import { overdueFor } from '~/workshop/law-view'
import { lastChecks } from '~/workshop/queries.server'

/** How far back it counts which cards were used. */
const WEEKS_OF_CARDS = 26

/**
 * The cards and programmes there are today, and of these people what choosing among them needs: one query for a whole page of
 * prompts. It leaves no audit entry of its own: the page that shows the prompts has said who was read.
 */
export async function choicesFor(db: Db, worker: Worker, people: readonly string[], today: CivilDate) {
  return asChoices(await together(db, choiceLists(db, worker, people, today)))
}

/** The same, and how many each of these kept lists shows, by its id: in one question. */
export async function choicesAndCounts(
  db: Db,
  worker: Worker,
  people: readonly string[],
  today: CivilDate,
  views: readonly { id: string; place: Place; query: string }[],
) {
  const { counts, ...lists } = await together(db, {
    ...choiceLists(db, worker, people, today),
    counts: changesCounted(db, worker, today, views.flatMap(ofTransitions), MOST_COUNTED),
  })
  return { choices: asChoices(lists), counts: new Map(counts.map(({ id, count }) => [id, count])) }
}

function ofTransitions({ id, place, query }: { id: string; place: Place; query: string }) {
  return place === 'transitions' ? [{ id, view: placeViewFrom(new URLSearchParams(query)).view }] : []
}

/** One transition with what could be talked about and offered for it. Null: no such one, or not theirs. */
export async function promptWithChoices(
  db: Db,
  worker: Worker,
  { personId, transitionId }: { personId: string; transitionId: string },
  today: CivilDate,
) {
  const { transitions, turns, lawChecks, ...lists } = await together(db, {
    transitions: heldTransitions(db, worker, personId, transitionId),
    turns: turnsAbout(db, worker, personId, today),
    lawChecks: lastChecks(db),
    ...choiceLists(db, worker, [personId], today),
  })
  const [held] = transitions
  if (!held) return null
  const turn = turns.find((each) => each.transitionId === held.id) ?? null
  return { held, turn, lawDueOn: overdueFor(held.rule, lawItems, lawChecks, today), ...asChoices(lists) }
}

function choiceLists(db: Db, worker: Worker, people: readonly string[], today: CivilDate) {
  return {
    cards: cardsInUse(db, today),
    programmes: openNear(db, people),
    about: visiblePeople(db, worker)
      .where('person.id', 'in', people.length ? [...people] : [NOBODY])
      .select([
        'person.id',
        'person.born_on as bornOn',
        'person.birth_date_certainty as birthDateCertainty',
        'person.council',
        sql<
          KnownFact[]
        >`(select coalesce(jsonb_agg(jsonb_build_object('kind', fact.kind, 'happensOn', fact.happens_on,
            'endsOn', fact.ends_on, 'certainty', fact.certainty, 'standing', fact.standing, 'withdrawnOn', null)), '[]')
          from app.fact fact where fact.person_id = person.id and fact.withdrawn_on is null)`.as('facts'),
        sql<
          UsedCard[]
        >`(select coalesce(jsonb_agg(jsonb_build_object('cardId', used.card_id, 'usedOn', past.planned_on,
            'landed', used.landed)), '[]')
          from app.session_card used join app.session past on past.organisation_id = used.organisation_id and past.id = used.session_id
         where used.person_id = person.id and used.landed is not null and past.status = 'recorded'
           and past.planned_on > ${addWeeks(today, -WEEKS_OF_CARDS)}::date)`.as('used'),
        sql<boolean>`person.id = any ((select sec.reads(128))::uuid[])`.as('readsJustice'),
      ]),
  }
}

type ChoiceLists = ReturnType<typeof choiceLists>

function asChoices({ cards, programmes, about }: Asked<ChoiceLists>) {
  return { cards: asLiveCards(cards), programmes, about: new Map(about.map((each) => [each.id, each])) }
}

const NOBODY = '00000000-0000-0000-0000-000000000000'

type KnownFact = {
  kind: string
  happensOn: CivilDate
  endsOn: CivilDate | null
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  withdrawnOn: null
}
