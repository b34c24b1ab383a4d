import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { readsPeople } from '~/audit/unit.server'
import { recordAudit } from '~/audit/write.server'
import { calendarOf } from '~/organisations/calendar.server'
import { addDays, type CivilDate, earlier } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { WorkingDays } from '~/shared/working-days'
import { endSharing } from '~/sharing/decide-to-share.server'
import { deriveTouched } from '~/transitions/derive.server'
import { type ActName, acts, isPossible, type SaidWithAct, whyNotComplete } from './acts'
import { DAYS_TO_CHASE, dueOn, type NoteKind, type Side, type Status } from './lifecycle'
import type { WhyNotMoved } from './why-not'

/** A day that somebody enters lies within half a year. */
const FURTHEST_DAY = 183

/**
 * Does with a referral what somebody on that side can do: moves it, or writes a word beside it. Refused when it has moved on since
 * they looked, or can't go there; the database refuses the same by itself. Accepting with a day books it too. Taking it back ends
 * the sharing with it.
 */
export async function moveReferral(
  db: Db,
  _worker: Worker,
  referralId: string,
  side: Side,
  said: SaidWithAct & { version: number },
  today: CivilDate,
): Promise<Result<{ status: Status; version: number }, WhyNotMoved>> {
  const held = await atHand(db, referralId, side)
  if (!held) return refused('not-theirs')
  const { does } = acts[said.act]
  if ('to' in does && held.version !== said.version) return refused('changed-meanwhile')
  if (!isPossible(said.act, held.status, side)) return refused('not-possible-now')
  const why = whyNotComplete(said) ?? whyNotThatDay(said, held, today)
  if (why) return refused(why)

  const calendar = await calendarOf(db, held.receiverId)
  const clock = { on: today, sentOn: held.sentOn, meetsOn: said.onDay }
  const step = { side, reason: said.reason, note: said.note, onDay: said.onDay, atTime: said.atTime }
  const done =
    'note' in does
      ? await moveThrough(db, referralId, {
          ...step,
          seen: null,
          note: said.note,
          beside: does.note,
          dueOn: dueAfterNote(does.note, held, said, calendar, today),
        })
      : await moveThrough(db, referralId, {
          ...step,
          ...(said.act === 'came' && { onDay: held.meetsOn }),
          seen: said.version,
          to: does.to,
          place: said.place,
          dueOn: dueOn(does.to, clock, calendar),
        })
  if (!done) return refused('not-theirs')
  if (!done.moved) return refused('changed-meanwhile')
  const last =
    said.act === 'accept' && said.onDay !== null
      ? await moveThrough(db, referralId, {
          ...step,
          note: '',
          seen: done.version,
          to: 'booked',
          place: said.place,
          dueOn: dueOn('booked', clock, calendar),
        })
      : done
  if (said.act === 'withdraw')
    await endSharing(db, held.personId, held.programmeId, said.reason ?? 'withdrawn')
  await recordAudit(db, {
    act: `referral.${said.act}`,
    personId: held.personId,
    subjectType: 'referral',
    subjectId: referralId,
    fields: ['to' in does ? 'status' : 'events'],
  })
  if (!last) throw new Error('What was just accepted can be booked')
  return ok({ status: last.status, version: last.version })
}

/** Says once that the receiving side has opened it. */
export async function recordSeen(db: Db, referralId: string): Promise<void> {
  await moveThrough(db, referralId, { seen: null, beside: 'seen', side: 'partner', dueOn: null })
}

/** What is written when sharing goes on: the grant is another, the referral is where it was. */
export async function recordKeptSharing(db: Db, referralId: string, until: CivilDate): Promise<void> {
  await moveThrough(db, referralId, {
    seen: null,
    beside: 'kept-sharing',
    side: 'referrer',
    onDay: until,
    dueOn: null,
  })
}

type Step = {
  /** The version that was seen; null for what is only written beside it. */
  seen: number | null
  side: Side
  dueOn: CivilDate | null
  reason?: string | null
  note?: string
  onDay?: CivilDate | null
  atTime?: string | null
  place?: string | null
} & ({ to: Status; beside?: never } | { beside: NoteKind | 'kept-sharing'; to?: never })

/**
 * The one door through which a referral changes status: its event is written with it, and the version that was seen must still stand.
 * @returns null where it is not the caller's to move on that side, or not any more. @throws for a move that is not in the table.
 */
export async function moveThrough(
  db: Db,
  referralId: string,
  {
    seen,
    to,
    beside,
    side,
    reason = null,
    note = '',
    onDay = null,
    atTime = null,
    place = null,
    dueOn,
  }: Step,
): Promise<{ moved: boolean; version: number; status: Status } | null> {
  const { rows } = await sql<{ moved: boolean; version: number; status: Status }>`
    select moved, version, status from sec.move_referral(${referralId}::uuid, ${seen}::int, ${beside ?? 'move'}, ${to ?? null}::text, ${side},
      ${reason}::text, ${note}, ${onDay}::date, ${atTime}::text, ${place}::text, ${dueOn}::date)`.execute(db)
  if (to && rows[0]?.moved) await deriveTouched(db)
  return rows[0] ?? null
}

type AtHand = NonNullable<Awaited<ReturnType<typeof atHand>>>

/** The referral as it stands, where this session may act on that side of it, and the audit entry of having read it. */
async function atHand(db: Db, referralId: string, side: Side) {
  readsPeople(db)
  const held = await db
    .selectFrom('app.referral as referral')
    .where('referral.id', '=', referralId)
    .where(
      side === 'partner'
        ? sql<boolean>`referral.status not in ('draft', 'withdrawn') and referral.programme_id = any ((select sec.my_programmes())::uuid[])
            and referral.person_id = any ((select sec.writes(16))::uuid[])`
        : sql<boolean>`referral.organisation_id = (select sec.organisation())
            and referral.person_id = any ((select sec.writes(1))::uuid[]) and referral.person_id = any ((select sec.writes(16))::uuid[])`,
    )
    .select([
      'referral.person_id as personId',
      'referral.programme_id as programmeId',
      'referral.programme_organisation_id as receiverId',
      'referral.status',
      'referral.version',
      'referral.due_on as dueOn',
      'referral.first_session_on as meetsOn',
      sql<CivilDate | null>`(referral.sent_at at time zone 'Europe/London')::date`.as('sentOn'),
    ])
    .executeTakeFirst()
  if (!held) return null
  const { personId } = held
  await recordAudit(db, { act: 'referral.view', personId, subjectType: 'referral', subjectId: referralId })
  return held
}

/** When whoever waits for a word hears of it next. A chase that was due begins anew; what was not due keeps its day. */
function dueAfterNote(
  note: NoteKind,
  held: AtHand,
  { onDay }: SaidWithAct,
  calendar: WorkingDays,
  today: CivilDate,
): CivilDate | null {
  if (note === 'check-back') return onDay
  if (note === 'holding-contact') {
    return dueOn('waiting', { on: today, sentOn: held.sentOn, meetsOn: null }, calendar)
  }
  const wasDue = note === 'chased' && held.dueOn !== null && held.dueOn <= today
  return wasDue ? calendar.addWorkingDays(today, DAYS_TO_CHASE) : null
}

/** The acts whose day lies ahead; a first meeting may also be written down after it was. */
const ahead: readonly ActName[] = ['finish', 'stop', 'check-back', 'accept', 'move', 'not-come']

function whyNotThatDay(
  { act, onDay }: SaidWithAct,
  { sentOn, meetsOn }: AtHand,
  today: CivilDate,
): WhyNotMoved | null {
  if (act === 'came' && meetsOn !== null && meetsOn > today) return 'first-meeting-still-to-come'
  if (onDay === null) return null
  if (onDay > addDays(today, FURTHEST_DAY)) return 'day-too-far'
  if (ahead.includes(act)) return onDay < today ? 'day-has-passed' : null
  return sentOn !== null && onDay < earlier(sentOn, today) ? 'day-before-it-was-sent' : null
}
