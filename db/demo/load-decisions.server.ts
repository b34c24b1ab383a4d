import { randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate, earlier } from '~/shared/civil-date'
import {
  coversOf,
  type Decided as Decision,
  dueOn,
  nextOn,
  type StoredPrompt,
  showsOn,
  withDecisions,
} from '~/transitions/prompts'
import { putInFrontOfAll } from '~/transitions/turns.server'
import { momentAt } from './add-rows.server'
import { type Cast, type Decided, referenceAt } from './cast'

/** What came up before this many days ago was acted on; what came up since waits. */
const SETTLED_BEFORE = 12

type Held = Awaited<ReturnType<typeof transitionsLed>>[number]
/** `made` are the decisions on it so far, in the order of time. */
type Waiting = Held & { made: Made[] }
type Made = Omit<Decision, 'covers'> & {
  covers: string[]
  reason: string | null
  note: string
  on: CivilDate
  /** The prompts as this decision leaves them. */
  prompts: StoredPrompt[]
}

/**
 * What was decided so far, each by whoever works with the person, on the day on which it was. `db` is a transaction as the role of
 * the database's own functions: no other may date a decision back.
 */
export async function loadDecisions(db: Db, cast: Cast, today: CivilDate): Promise<void> {
  const waiting = (await transitionsLed(db)).map((each): Waiting => ({ ...each, made: [] }))
  const byReference = new Map<string | null, Waiting[]>()
  for (const each of waiting)
    byReference.set(each.reference, [...(byReference.get(each.reference) ?? []), each])
  const referenceOf = new Map(cast.people.map(({ key }, at) => [key, referenceAt(at)]))
  for (const said of cast.decisions) {
    const theirs = byReference.get(referenceOf.get(said.person) ?? null) ?? []
    const due = theirs.find((each) => each.rule === said.rule && dueOn(promptsOf(each), said.on).length > 0)
    if (due) decide(due, said)
  }
  for (const each of waiting) settle(each, earlier(addDays(today, -SETTLED_BEFORE), each.closedOn ?? today))
  const actAs = actingIn(db)
  await writeAll(db, waiting, actAs)
  await showAll(db, waiting, today, actAs)
}

async function transitionsLed(db: Db) {
  return peopleOfWork(db)
    .innerJoin('app.transition as transition', 'transition.person_id', 'person.id')
    .innerJoin('app.allocation as allocation', 'allocation.person_id', 'person.id')
    .innerJoin('app.worker as worker', 'worker.id', 'allocation.worker_id')
    .where('allocation.kind', '=', 'lead')
    .where('allocation.ends_at', 'is', null)
    .where('transition.gone_at', 'is', null)
    .where('transition.next_on', 'is not', null)
    .select([
      'transition.id',
      'transition.organisation_id as organisationId',
      'transition.person_id as personId',
      'transition.rule',
      'transition.scope',
      'transition.prompts',
      'transition.version',
      'person.reference',
      'person.closed_on as closedOn',
      'worker.id as workerId',
    ])
    .orderBy('person.reference')
    .orderBy('transition.rule')
    .execute()
}

function promptsOf({ made, prompts }: Waiting): readonly StoredPrompt[] {
  return made.at(-1)?.prompts ?? prompts
}

/** Acts on what was due by then, two days after the newest of it came up. */
function settle(waiting: Waiting, until: CivilDate): void {
  const newest = dueOn(promptsOf(waiting), until).at(-1)
  // The ask for a date stays until somebody answers it.
  if (!newest || newest.step === 'ask') return
  decide(waiting, { kind: 'acted', note: '', on: earlier(until, addDays(showsOn(newest), 2)) })
}

function decide(
  waiting: Waiting,
  { kind, reason, note, on, backOn }: Omit<Decided, 'person' | 'rule'>,
): void {
  const before = promptsOf(waiting)
  const prompt = dueOn(before, on).at(-1)
  if (!prompt) return
  const { step, round = null } = prompt
  const decision = { step, round, kind, backOn: backOn ?? null, covers: coversOf(before, step, on) }
  const prompts = withDecisions(waiting.prompts, [...waiting.made, decision])
  waiting.made.push({ ...decision, reason: reason ?? null, note, on, prompts })
}

/** First decisions first: the second on the same transition finds what the first left. */
async function writeAll(
  db: Db,
  waiting: readonly Waiting[],
  actAs: ReturnType<typeof actingIn>,
): Promise<void> {
  const most = Math.max(0, ...waiting.map(({ made }) => made.length))
  for (let turn = 0; turn < most; turn += 1) {
    const byWorker = new Map<string, Waiting[]>()
    for (const each of waiting) {
      if (each.made[turn]) byWorker.set(each.workerId, [...(byWorker.get(each.workerId) ?? []), each])
    }
    for (const decided of byWorker.values()) {
      const [first] = decided
      if (first) await actAs(first)
      await write(db, decided, turn)
    }
  }
}

/** What is not theirs to decide, a youth worker's offence fact, is not settled and leaves no decision: it waits for somebody who may. */
async function write(db: Db, decided: readonly Waiting[], turn: number): Promise<void> {
  const rows = decided.flatMap(({ made, ...held }) => {
    const one = made[turn]
    if (!one) return []
    return {
      organisation_id: held.organisationId,
      person_id: held.personId,
      transition_id: held.id,
      seen: held.version + turn,
      prompts: one.prompts,
      next_on: nextOn(one.prompts),
      scope: held.scope,
      step: one.step,
      covers: one.covers,
      round: one.round,
      kind: one.kind,
      reason: one.reason,
      note: one.note,
      back_on: one.backOn,
      decided_by: held.workerId,
      decided_at: momentAt(one.on, '14:20'),
    }
  })
  await sql`
    with asked as materialized (
      select r.*, sec.settle_prompts(r.transition_id, r.seen, r.prompts, r.next_on) as is_settled
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (organisation_id uuid, person_id uuid, transition_id uuid, seen int,
          prompts jsonb, next_on date, scope int, step text, covers text[], round text, kind text, reason text, note text, back_on date,
          decided_by uuid, decided_at timestamptz))
    insert into app.decision (organisation_id, person_id, transition_id, scope, step, covers, round, kind, reason, note, back_on,
        decided_by, decided_at)
    select organisation_id, person_id, transition_id, scope, step, covers, round, kind, reason, note, back_on, decided_by, decided_at
      from asked where is_settled`.execute(db)
  await recordAudit(db, {
    act: 'prompt.decide',
    people: [...new Set(rows.map((row) => row.person_id))],
    subjectType: 'transition',
    fields: ['decision'],
  })
}

/** What was decided was shown two days before; what waits came before its worker on the day on which its turn came. */
async function showAll(
  db: Db,
  waiting: readonly Waiting[],
  today: CivilDate,
  actAs: ReturnType<typeof actingIn>,
): Promise<void> {
  await sql`
    insert into app.card_shown (organisation_id, worker_id, transition_id, step, round, card, how, falls_on, shown_on)
    select d.organisation_id, d.decided_by, t.id, s.step, coalesce(d.round, ''), coalesce(t.cluster, t.id::text), 'turn', t.falls_on,
           (d.decided_at at time zone 'Europe/London')::date - 2
      from app.decision d
      join app.transition t on t.organisation_id = d.organisation_id and t.id = d.transition_id
      cross join lateral unnest(array[d.step] || d.covers) s (step)
    on conflict do nothing`.execute(db)
  const oneOfEach = new Map(waiting.map((each) => [each.organisationId, each]))
  for (const one of oneOfEach.values()) {
    await actAs(one)
    for (let days = SETTLED_BEFORE + 1; days >= 1; days -= 1)
      await putInFrontOfAll(db, one.organisationId, addDays(today, -days))
  }
}

/** From then on the transaction is that worker's, by a session that ends with it. */
function actingIn(db: Db): (who: Pick<Held, 'workerId' | 'organisationId'>) => Promise<void> {
  const tokens = new Map<string, string>()
  return async ({ workerId, organisationId }) => {
    const known = tokens.get(workerId)
    const token = known ?? randomBytes(32).toString('base64url')
    if (!known) {
      tokens.set(workerId, token)
      await sql`insert into sec.session (token_hash, kind, worker_id, organisation_id, act, form_secret, expires_at)
        values (sha256(convert_to(${token}, 'UTF8')), 'work', ${workerId}, ${organisationId}, 'demonstration.load', '', now() + interval '1 minute')`.execute(
        db,
      )
    }
    await sql`select set_config('app.session', ${token}, true)`.execute(db)
  }
}
