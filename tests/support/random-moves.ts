import { type Db, sql } from '#db/connection.server'
import { type ActName, actNames, acts, isPossible } from '~/referrals/acts'
import { mayMove, type Side, type Status, statuses } from '~/referrals/lifecycle'
import { type Cast, doAct, eventsOf, heldReferral } from '../referrals/a-referral'
import { expect, signedInAs } from './database'

/** A referral as it ought to stand: nothing but the table of moves, kept in memory. */
type Model = {
  status: Status
  version: number
  moves: { from: Status; to: Status; side: Side }[]
  notes: number
}

/**
 * Some acts, bare moves, repeats and stale pages at random, each tried on the referral and told to a model; after every one both stand
 * the same. What the table has not is tried as often as what it has.
 */
export async function randomMoves(
  db: Db,
  cast: Cast,
  referralId: string,
  random: () => number,
  steps: number,
): Promise<void> {
  const model: Model = {
    status: 'sent',
    version: 2,
    moves: [{ from: 'draft', to: 'sent', side: 'referrer' }],
    notes: 0,
  }
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const tokens = { partner: await signedInAs(db, cast.staff), referrer: await signedInAs(db, cast.isla) }
  for (let at = 0; at < steps; at += 1) {
    const side = one<Side>(['referrer', 'partner'])
    await sql`select set_config('app.session', ${tokens[side]}, true), set_config('role', 'airt_app', true)`.execute(
      db,
    )
    const seen = random() < 0.8 ? model.version : model.version - 1
    if (random() < 0.6) {
      const likely = actNames.filter((name) => isPossible(name, model.status, side))
      await act(
        db,
        cast,
        referralId,
        model,
        one(random() < 0.8 && likely.length ? likely : actNames),
        side,
        seen,
      )
    } else await bareMove(db, referralId, model, one(statuses), side, seen)
  }
  const held = await heldReferral(db, referralId)
  const events = await eventsOf(db, referralId)
  const moved = events.filter(({ kind }) => kind === 'move').map(({ from, to, side }) => ({ from, to, side }))
  expect({ status: held.status, version: held.version, moved }).toEqual({
    status: model.status,
    version: model.version,
    moved: model.moves,
  })
  expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1))
  expect(events.length).toBe(model.moves.length + model.notes)
}

/** So many sequences are tried on one cast: what is rolled back is still walked over by whoever comes after it. */
export const ON_ONE_CAST = 50

/** By the page's own act. On the wrong side nothing happens; a note leaves the status and the version as they were. */
async function act(
  db: Db,
  cast: Cast,
  referralId: string,
  model: Model,
  name: ActName,
  side: Side,
  seen: number,
): Promise<void> {
  const { does } = acts[name]
  const possible = isPossible(name, model.status, side)
  const ok = possible && ('note' in does || seen === model.version)
  const done = await doAct(db, cast, referralId, name, seen, side)
  expect(done.ok, `${name} by ${side} from ${model.status}, having seen ${seen} of ${model.version}`).toBe(ok)
  if (!ok) return
  if ('note' in does) model.notes += 1
  else moved(model, does.to, side)
}

/** By the database's own door, as anything that could speak to it would. */
async function bareMove(
  db: Db,
  referralId: string,
  model: Model,
  to: Status,
  side: Side,
  seen: number,
): Promise<void> {
  // What was taken back is the partner's no longer: there is nothing for them to be late for.
  const isTheirs = side === 'referrer' || model.status !== 'withdrawn'
  const answer = await asked(db, referralId, to, side, seen)
  const isStale = seen !== model.version
  const expected = !isTheirs
    ? 'refused'
    : isStale
      ? 'stale'
      : mayMove(model.status, to, side)
        ? 'moved'
        : 'refused'
  expect(answer, `to ${to} by ${side} from ${model.status}, having seen ${seen} of ${model.version}`).toBe(
    expected,
  )
  if (answer === 'moved') moved(model, to, side)
}

async function asked(db: Db, referralId: string, to: Status, side: Side, seen: number) {
  await sql`savepoint asked`.execute(db)
  try {
    const { rows } = await sql<{ moved: boolean }>`
      select moved from sec.move_referral(${referralId}, ${seen}, 'move', ${to}, ${side}, null, '', null, null, null, null)`.execute(
      db,
    )
    if (!rows[0]) return 'refused'
    return rows[0].moved ? 'moved' : 'stale'
  } catch (error) {
    await sql`rollback to savepoint asked`.execute(db)
    if (!/^(42501|23503|23514)$/.test(String((error as { code?: string }).code))) throw error
    return 'refused'
  }
}

function moved(model: Model, to: Status, side: Side): void {
  model.moves.push({ from: model.status, to, side })
  model.status = to
  model.version += 1
}
