import { randomBytes } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { peopleOfWork } from '~/access/visible.server'
import { recordAudit } from '~/audit/write.server'
import { addDays, type CivilDate, earlier } from '~/shared/civil-date'
import { coversOf, type Decided, dueOn, nextOn, showsOn, withDecisions } from '~/transitions/prompts'
import { type Cast, referenceAt } from './cast'

/** What came up before this many days ago was acted on; what came up since waits. */
const SETTLED_BEFORE = 12

type Waiting = Awaited<ReturnType<typeof transitionsLed>>[number] & { made: Decided[] }
type Made = Omit<Decided, 'covers' | 'round' | 'step'> & {
  reason: string | null
  note: string
  on: CivilDate
}

/**
 * What was decided so far, each by whoever works with the person, on the day on which it was. `db` is a transaction as the role of
 * the database's own functions: no other may date a decision back.
 */
export async function loadDecisions(db: Db, cast: Cast, today: CivilDate): Promise<void> {
  const referenceOf = new Map(cast.people.map(({ key }, at) => [key, referenceAt(at)]))
  const waiting = (await transitionsLed(db)).map((each): Waiting => ({ ...each, made: [] }))
  const tokens = new Map<string, string>()
  for (const { person, rule, ...said } of cast.decisions) {
    const meant = waiting.filter((each) => each.reference === referenceOf.get(person) && each.rule === rule)
    const due = meant.find(({ prompts }) => dueOn(prompts, said.on).length > 0)
    if (!due) continue
    const { reason = null, backOn = null, ...others } = said
    await decideOn(db, tokens, due, { ...others, reason, backOn })
  }
  const cutoff = addDays(today, -SETTLED_BEFORE)
  for (const each of waiting) {
    const newest = dueOn(each.prompts, cutoff).at(-1)
    // The ask for a date stays until somebody answers it.
    if (!newest || newest.step === 'ask') continue
    const on = earlier(cutoff, addDays(showsOn(newest), 2))
    await decideOn(db, tokens, each, { on, kind: 'acted', reason: null, note: '', backOn: null })
  }
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
      'worker.id as workerId',
    ])
    .orderBy('person.reference')
    .orderBy('transition.rule')
    .execute()
}

async function decideOn(
  db: Db,
  tokens: Map<string, string>,
  waiting: Waiting,
  { on, ...said }: Made,
): Promise<void> {
  const prompt = dueOn(waiting.prompts, on).at(-1)
  if (!prompt) return
  await actAs(db, tokens, waiting)
  const covers = coversOf(waiting.prompts, prompt.step, on)
  const decided = { ...said, step: prompt.step, covers, round: prompt.round ?? null }
  const made = [...waiting.made, decided]
  const prompts = withDecisions(waiting.prompts, made)
  const { rows } = await sql<{ isSettled: boolean }>`
    select sec.settle_prompts(${waiting.id}::uuid, ${waiting.version}, ${JSON.stringify(prompts)}::jsonb, ${nextOn(prompts)}::date) as "isSettled"`.execute(
    db,
  )
  // What is not theirs to decide, a youth worker's offence fact, waits for somebody who may.
  if (!rows[0]?.isSettled) return
  Object.assign(waiting, { made, prompts, version: waiting.version + 1 })
  await sql`
    insert into app.decision (organisation_id, person_id, transition_id, scope, step, covers, round, kind, reason, note, back_on, decided_by, decided_at)
    values (${waiting.organisationId}, ${waiting.personId}, ${waiting.id}, ${waiting.scope}, ${decided.step}, ${covers}, ${decided.round},
      ${said.kind}, ${said.reason}, ${said.note}, ${said.backOn}, ${waiting.workerId}, ${`${on} 14:20 Europe/London`}::timestamptz)`.execute(
    db,
  )
  await recordAudit(db, {
    act: 'prompt.decide',
    personId: waiting.personId,
    subjectType: 'transition',
    subjectId: waiting.id,
    fields: ['decision'],
  })
}

/** From here on the transaction is this worker's, by a session that ends with it. */
async function actAs(
  db: Db,
  tokens: Map<string, string>,
  { workerId, organisationId }: Waiting,
): Promise<void> {
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
