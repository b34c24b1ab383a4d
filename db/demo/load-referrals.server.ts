import { type Db, sql } from '#db/connection.server'
import { type FieldKeys, keysToWriteOf } from '~/access/field-keys.server'
import { sealedPayload } from '~/referrals/sealed-payload.server'
import { addRows, type Columns, momentAt } from './add-rows.server'
import type { Cast, Referral } from './cast'
import { findPlaced } from './find-placed.server'
import { idOf, type KeyOf, keysOf } from './id-of'
import { sessionId } from './load-sessions.server'
import { shareId } from './load-shares.server'
import type { Placed } from './load-workers.server'
import { chosenFor, payloadFor } from './payload-for'
import { dueAfter, type Told, toldEvents } from './told-events'
import { type TransitionAt, transitionsOf } from './transition-at.server'

type Around = {
  cast: Cast
  keyOf: KeyOf
  placed: Pick<Placed, 'organisation' | 'worker' | 'programme'>
  transitionAt: TransitionAt
  keys: ReadonlyMap<string, FieldKeys>
}

/**
 * Writes each referral as a draft, then all that happened to it, and then leads them through their moves: the database checks each of
 * them against its own table and finds its event. `db` is a transaction as the role of the database's own functions: no other may
 * date an event back. It is work that reaches everybody: keys are given to no other.
 */
export async function loadReferrals(db: Db, cast: Cast): Promise<void> {
  const placed = await findPlaced(db, cast)
  const keyOf = keysOf(cast, placed.organisation)
  const referred = [...new Set(cast.referrals.map(({ person }) => person))].map((person) => {
    const { person_id: id, organisation_id: organisationId } = keyOf(person)
    return { id, organisationId }
  })
  const around: Around = {
    cast,
    placed,
    keyOf,
    keys: await keysToWriteOf(db, referred),
    transitionAt: await transitionsOf(db),
  }
  const told = cast.referrals.map((referral) => ({ referral, events: toldEvents(referral, cast) }))
  await addRows(
    db,
    'app.referral',
    told.map(({ referral, events }) => referralColumns(referral, events, around)),
  )
  await addRows(
    db,
    'app.referral_event',
    told.flatMap(({ referral, events }) => events.map((event) => eventColumns(referral, event, around))),
  )
  const last = Math.max(1, ...told.flatMap(({ events }) => events.map(({ version }) => version ?? 1)))
  for (let version = 2; version <= last; version += 1) await moveAll(db, version)
}

export function referralId({ person, programme }: Pick<Referral, 'person' | 'programme'>): string {
  return idOf(`referral of ${person} to ${programme}`)
}

function referralColumns(
  referral: Referral,
  events: readonly Told[],
  { cast, keyOf, placed, transitionAt, keys }: Around,
): Columns {
  const { person, programme, by, about, afterSessionOn, follows, madeOn } = referral
  const isSent = events.length > 0
  const meeting = events.findLast((event) => 'to' in event && event.to === 'booked')
  return {
    ...keyOf(person),
    id: referralId(referral),
    ...placed.programme(programme),
    transition_id: transitionAt(person, about, madeOn),
    session_id: afterSessionOn ? sessionId({ person, on: afterSessionOn }) : null,
    follows_id: follows ? referralId({ person, programme: follows }) : null,
    status: 'draft',
    due_on: dueAfter(referral, events),
    share_id: isSent ? shareId(referral) : null,
    payload: sealedPayload(keys.get(keyOf(person).person_id) ?? [], payloadFor(referral, cast)),
    chosen: isSent ? {} : chosenFor(referral, cast),
    agreed: referral.agreed,
    agreed_said: referral.agreedSaid ?? '',
    why_now: referral.whyNow ?? '',
    hopes: referral.hopes,
    fit_because: referral.fitBecause ?? null,
    first_session_on: meeting?.day ?? null,
    first_session_at: meeting?.time ?? null,
    first_session_place: meeting?.place ?? null,
    made_by: placed.worker(by).id,
    made_at: momentAt(madeOn, '08:50'),
    version: 1,
    changed_by: placed.worker(by).id,
    changed_at: momentAt(madeOn, '08:50'),
  }
}

function eventColumns(referral: Referral, event: Told, { keyOf, placed }: Around): Columns {
  const { seq, from, side, version, by, on, reason, says, day, time } = event
  const worker = placed.worker(by)
  return {
    ...keyOf(referral.person),
    id: idOf(`event ${seq} of ${referralId(referral)}`),
    referral_id: referralId(referral),
    programme_id: placed.programme(referral.programme).programme_id,
    seq,
    kind: 'to' in event ? 'move' : event.note,
    from_status: from,
    to_status: 'to' in event ? event.to : null,
    side,
    version,
    reason: reason ?? null,
    note: says ?? '',
    on_day: day ?? null,
    at_time: time ?? null,
    made_by: worker.id,
    by_name: worker.name,
    // In the order in which they came, also those of one day.
    made_at: momentAt(
      on,
      `${String(9 + Math.floor(seq / 2)).padStart(2, '0')}:${seq % 2 === 0 ? '05' : '35'}`,
    ),
  }
}

/** The moves that made this version, all at once. */
async function moveAll(db: Db, version: number): Promise<void> {
  await sql`
    update app.referral r set status = e.to_status, version = e.version, changed_by = e.made_by, changed_at = e.made_at,
        sent_at = case when r.status = 'draft' then e.made_at else r.sent_at end
      from app.referral_event e
     where e.organisation_id = r.organisation_id and e.referral_id = r.id and e.version = ${version}
       and r.organisation_id in (select o.id from app.organisation o where o.is_demonstration)`.execute(db)
}
