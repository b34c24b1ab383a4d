import type { Db } from '#db/connection.server'
import { asKept } from '~/sessions/got-in-the-way'
import { addDays } from '~/shared/civil-date'
import { addRows, type Columns, momentAt } from './add-rows.server'
import type { CardUsed, Cast, Session } from './cast'
import { idOf, type KeyOf, keysOf } from './id-of'
import type { Placed } from './load-workers.server'
import { type TransitionAt, transitionsOf } from './transition-at.server'

/** Writes the time planned and spent with people, as who works with them would have, in the caller's transaction. */
export async function loadSessions(db: Db, cast: Cast, placed: Placed): Promise<void> {
  const keyOf = keysOf(cast, placed.organisation)
  const transitionAt = await transitionsOf(db)
  const versions = await cardVersions(db)
  await addRows(
    db,
    'app.session',
    cast.sessions.map((session) => sessionColumns(session, keyOf, placed, transitionAt)),
  )
  await addRows(
    db,
    'app.session_card',
    cast.sessions.flatMap((session) =>
      (session.cards ?? []).flatMap((card) => {
        const version = versions.get(card.id)
        // A card that the library has no more is left out.
        return version === undefined ? [] : [cardColumns(session, card, version, keyOf)]
      }),
    ),
  )
}

export function sessionId({ person, on }: Pick<Session, 'person' | 'on'>): string {
  return idOf(`session ${person} ${on}`)
}

async function cardVersions(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('app.card')
    .groupBy('id')
    .select((eb) => ['id', eb.fn.max('version').as('version')])
    .execute()
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** A plan is made three days before. */
function sessionColumns(session: Session, keyOf: KeyOf, placed: Placed, transitionAt: TransitionAt): Columns {
  const { person, about, on, at, offers, happened } = session
  const worker = placed.worker(session.worker)
  const programme = offers ? placed.programme(offers) : null
  return {
    ...keyOf(person),
    id: sessionId(session),
    transition_id: transitionAt(person, about, on),
    status: happened ? 'recorded' : 'planned',
    worker_id: worker.id,
    planned_on: on,
    planned_at: at,
    minutes: session.minutes ?? 50,
    place: session.place,
    aim: session.aim,
    opening: session.opening ?? '',
    strength_to_build_on: session.buildsOn ?? '',
    alternative_programme_organisation_id: programme?.programme_organisation_id ?? null,
    alternative_programme_id: programme?.programme_id ?? null,
    alternative_says: session.offersToo ?? '',
    bring: session.bring ?? [],
    keep_safe: session.keepSafe ?? '',
    will_not_raise: '',
    attendance: happened?.attendance ?? null,
    got_in_the_way: asKept(happened?.obstacle ?? null, ''),
    did: happened?.did ?? '',
    their_words: happened?.theirWords ?? '',
    strength_seen: happened?.strengthSeen ?? '',
    next_step: happened?.nextStep ?? '',
    next_on: happened?.nextOn ?? null,
    recorded_by: happened ? worker.id : null,
    recorded_at: happened ? momentAt(on, '17:40') : null,
    made_by: worker.id,
    made_at: momentAt(addDays(on, -3), '09:20'),
    version: 1,
    changed_by: worker.id,
    changed_at: momentAt(happened ? on : addDays(on, -3), '17:40'),
  }
}

function cardColumns(session: Session, card: CardUsed, version: number, keyOf: KeyOf): Columns {
  const { id, landed, said, skippedAskingBecause } = card
  return {
    ...keyOf(session.person),
    id: idOf(`card ${id} in ${sessionId(session)}`),
    session_id: sessionId(session),
    card_id: id,
    card_version: version,
    is_planned: true,
    ask_first: landed ? (skippedAskingBecause ? 'skipped' : 'used') : null,
    skipped_because: skippedAskingBecause ?? null,
    landed: landed ?? null,
    said: said ?? '',
    version: 1,
  }
}
