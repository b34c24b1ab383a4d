import { type Db, sql } from '#db/connection.server'
import { beginWork, inWork, type WorkToken } from '~/access/work.server'
import type { Delivered, MailServer } from '~/outside/mail-server.server'
import type { CivilDate } from '~/shared/civil-date'
import { type Counts, isWorthSending, type MailKind } from './counts'
import { countsOf } from './counts.server'
import { mailText } from './mail-text'

export type Sending = {
  /** Who may begin work without a browser. */
  owner: Db
  jobs: Db
  server: MailServer
  /** The address from which it comes. */
  from: string
  /** The address people type. */
  origin: string
  today: CivilDate
  mayGoOn: () => boolean
}

/** How long somebody may take over one mail before another process takes it up, and before an answer to it is given up. */
const LEASE = sql`interval '2 minutes'`
const ANSWER_WITHIN = sql`interval '10 minutes'`
/** What was counted longer ago is counted again before it is said. */
const STALE = sql`interval '30 minutes'`
/** After the first try that failed, doubling up to an hour. */
const FIRST_PAUSE_MINUTES = 5
const LONGEST_PAUSE_MINUTES = 60

/**
 * Sends whatever waits and may be sent now. One process at a time has a mail in hand; who dies before the last byte of it leaves it to
 * another, and who dies after it leaves it unsent rather than sent twice: the next morning's mail counts everything anew.
 * @returns how many were sent.
 */
export async function sendWaiting(sending: Sending): Promise<number> {
  const { owner, jobs, server, today, mayGoOn } = sending
  if (!(await isAnyOnItsWay(owner))) return 0
  const token = await beginWork(owner, 'mail.send', null)
  const as = <T>(run: (db: Db) => Promise<T>) => inWork(jobs, token, run)
  await as((db) => endWhatIsOver(db, today))
  for (const each of await as(mailsToCount)) await as((db) => countAgain(db, each, today))
  let sent = 0
  try {
    while (mayGoOn()) {
      const claimed = await as(claimNext)
      if (!claimed) break
      const delivered = await deliver(sending, token, claimed)
      await as((db) => settle(db, claimed, delivered))
      if (delivered.ok) sent += 1
      // Where nobody answers, nobody answers the next one either.
      else if (delivered.reason.why === 'unreachable') break
    }
  } finally {
    await server.close()
  }
  return sent
}

/** Looked at first, so that no token is made every few minutes for nothing. */
async function isAnyOnItsWay(owner: Db): Promise<boolean> {
  const { rows } = await sql`select from app.message where ended_at is null limit 1`.execute(owner)
  return rows.length > 0
}

/** What was in hand at the last byte and never settled, what came too late, and what is for somebody who does not wish it any more. */
async function endWhatIsOver(db: Db, today: CivilDate): Promise<void> {
  await sql`
    update app.message m set ended_at = now(), claim = null, lease_until = null,
        state = case when m.state = 'handed-over' then 'unsure' when ${isUnwanted} then 'not-needed' else 'too-late' end
      from app.worker w left join app.mail_choice c on c.organisation_id = w.organisation_id and c.worker_id = w.id
     where w.organisation_id = m.organisation_id and w.id = m.worker_id and m.ended_at is null
       and case when m.state = 'handed-over' then m.lease_until < now()
           when m.state = 'claimed' and m.lease_until > now() then false
           else ${isUnwanted} or m.kind <> 'now' and m.on_day < ${today}::date or m.kind = 'now' and m.made_at < now() - interval '1 day' end`.execute(
    db,
  )
}

const isUnwanted = sql`(w.ended_at is not null or coalesce(c.often, 'daily') = 'never' or m.kind = 'now' and coalesce(c.often, 'daily') <> 'now')`

/** A day of an organisation has mails of one kind. */
type ToCount = { organisationId: string; kind: 'morning' | 'week' }

async function mailsToCount(db: Db): Promise<ToCount[]> {
  const { rows } = await sql<ToCount>`
    select distinct m.organisation_id as "organisationId", m.kind from app.message m
     where m.ended_at is null and m.kind <> 'now' and m.state = 'waiting' and (m.counts is null or m.counted_at < now() - ${STALE})`.execute(
    db,
  )
  return rows
}

/** As things stand now; where nothing is left to say, nothing is said. */
async function countAgain(db: Db, { organisationId, kind }: ToCount, today: CivilDate): Promise<void> {
  const { rows: waiting } = await sql<{ id: string; workerId: string }>`
    select m.id, m.worker_id as "workerId" from app.message m
     where m.organisation_id = ${organisationId}::uuid and m.kind = ${kind} and m.ended_at is null and m.state = 'waiting'
       for update`.execute(db)
  const counted = await countsOf(db, organisationId, kind, today)
  const ofWorker = new Map(counted.map(({ workerId, counts }) => [workerId, counts]))
  const told = waiting.map(({ id, workerId }) => {
    const counts: Counts = ofWorker.get(workerId) ?? {}
    return { id, counts, isWorth: isWorthSending(kind, counts) }
  })
  await sql`
    update app.message m set counts = r.counts, counted_at = now(),
        state = case when r."isWorth" then m.state else 'not-needed' end, ended_at = case when r."isWorth" then null else now() end
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) r (id uuid, counts jsonb, "isWorth" boolean)
     where m.organisation_id = ${organisationId}::uuid and m.id = r.id`.execute(db)
}

type Claimed = {
  organisationId: string
  id: string
  claim: string
  kind: MailKind
  counts: Counts
  tries: number
  email: string
}

/** Takes the next one in hand: nobody else has it, or who had it has not been heard of. Of what can't wait one an hour goes to each. */
async function claimNext(db: Db): Promise<Claimed | null> {
  const { rows } = await sql<Claimed>`
    update app.message m set state = 'claimed', claim = gen_random_uuid(), lease_until = now() + ${LEASE}, tries = m.tries + 1
      from app.worker w
     where w.organisation_id = m.organisation_id and w.id = m.worker_id and (m.organisation_id, m.id) = (
       select n.organisation_id, n.id from app.message n
        where n.ended_at is null and n.try_at <= now()
          and (n.state = 'waiting' or n.state = 'claimed' and n.lease_until < now())
          and case when n.kind <> 'now' then n.counts is not null
              else exists (select from app.message_cause c where c.organisation_id = n.organisation_id and c.message_id = n.id)
                and not exists (select from app.message o where o.worker_id = n.worker_id and o.kind = 'now' and o.id <> n.id
                  and (o.handed_at > now() - interval '1 hour' or o.state = 'claimed' and o.lease_until > now())) end
        order by n.try_at, n.id limit 1 for update skip locked)
    returning m.organisation_id as "organisationId", m.id, m.claim, m.kind, coalesce(m.counts, '{}') as counts, m.tries, w.email`.execute(
    db,
  )
  return rows[0] ?? null
}

function deliver(
  { jobs, server, from, origin }: Sending,
  token: WorkToken,
  claimed: Claimed,
): Promise<Delivered> {
  const { id, kind, counts, email } = claimed
  const mail = {
    from,
    to: email,
    messageId: `<${id}@${new URL(origin).hostname}>`,
    ...mailText(kind, counts, origin),
  }
  return server.deliver(mail, () => inWork(jobs, token, (db) => handOver(db, claimed)))
}

/** Written down before the last byte leaves. False: it is not this process's to send any more, or nobody's. */
async function handOver(db: Db, { organisationId, id, claim }: Claimed): Promise<boolean> {
  const { rows } = await sql`
    update app.message m set state = 'handed-over', handed_at = now(), lease_until = now() + ${ANSWER_WITHIN}
      from app.worker w
     where m.organisation_id = ${organisationId}::uuid and m.id = ${id}::uuid and m.claim = ${claim}::uuid and m.state = 'claimed'
       and m.lease_until > now() and w.organisation_id = m.organisation_id and w.id = m.worker_id and w.ended_at is null
    returning m.id`.execute(db)
  return rows.length === 1
}

async function settle(db: Db, claimed: Claimed, delivered: Delivered): Promise<void> {
  const { organisationId, id, claim } = claimed
  const mine = sql`organisation_id = ${organisationId}::uuid and id = ${id}::uuid and claim = ${claim}::uuid`
  const ended = (state: 'sent' | 'refused' | 'unsure', code: string | null) => sql`
    update app.message set state = ${state}, code = ${code}, ended_at = now(), claim = null, lease_until = null where ${mine}`
  if (delivered.ok) return void (await ended('sent', null).execute(db))
  const { why, code } = delivered.reason
  if (why === 'refused' || why === 'unsure') return void (await ended(why, code).execute(db))
  if (why === 'held-back') return
  await sql`
    update app.message set state = 'waiting', code = ${code}, claim = null, lease_until = null, handed_at = null,
        try_at = now() + make_interval(mins => ${pauseAfter(claimed.tries)}) where ${mine}`.execute(db)
}

export function pauseAfter(tries: number): number {
  return Math.min(LONGEST_PAUSE_MINUTES, FIRST_PAUSE_MINUTES * 2 ** Math.min(tries - 1, 10))
}
