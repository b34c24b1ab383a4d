import type { Db } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import type { FactInput } from '~/caseload/fact.input'
import { addFact, correctFact, withdrawFact } from '~/intake/record-fact.server'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { decide } from '~/transitions/decide.server'
import { livesOf } from '~/transitions/lives.server'
import { promptNow } from '~/transitions/present'
import { transitionsOf } from '~/transitions/queries.server'
import { rowOf } from '~/transitions/reconcile'
import { transitionsIn } from '~/transitions/transitions-in'
import { today } from './builders'

/** Numbers from 0 to below 1, the same ones for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const kinds = [
  'COURT',
  'MOVE_OF_HOME',
  'CSO_MADE',
  'CSO_CONTINUED',
  'CSO_TERMINATED',
  'ICSO_MADE',
  'CUSTODY',
  'RELEASE_DATE',
  'RELEASED',
  'REMAND',
  'SCHOOL_LEFT',
] as const

/** Some edits of one person by hand, as a worker makes them: dates added, moved and withdrawn, prompts decided in between. */
export async function randomEdits(
  db: Db,
  worker: Worker,
  personId: string,
  random: () => number,
  edits: number,
): Promise<void> {
  const held: { id: string; version: number; input: FactInput }[] = []
  const one = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  for (let at = 0; at < edits; at += 1) {
    const roll = random()
    const fact = one(held)
    if (roll < 0.4 || !fact) {
      const input = aFactInput(one(kinds) ?? 'COURT', random)
      const added = await addFact(db, worker, personId, input, today)
      if (added.ok) held.push({ id: added.value.factId, version: 1, input })
    } else if (roll < 0.65) {
      const input = { ...fact.input, happensOn: aDay(random), endsOn: null }
      const at = { personId, factId: fact.id }
      const saved = await correctFact(
        db,
        worker,
        at,
        { ...input, version: fact.version, because: 'moved' },
        today,
      )
      if (saved.ok) Object.assign(fact, { input, version: saved.value.version })
    } else if (roll < 0.75) {
      const saved = await withdrawFact(
        db,
        worker,
        { personId, factId: fact.id },
        { version: fact.version, because: 'wrong' },
        today,
      )
      if (saved.ok) held.splice(held.indexOf(fact), 1)
    } else {
      await decideSomething(db, worker, personId, random)
    }
  }
}

async function decideSomething(
  db: Db,
  worker: Worker,
  personId: string,
  random: () => number,
): Promise<void> {
  const waiting = (await transitionsOf(db, worker, personId)).filter(({ nextOn }) => nextOn !== null)
  const chosen = waiting[Math.floor(random() * waiting.length)]
  const prompt = chosen ? promptNow(chosen.prompts, today) : null
  if (!chosen || !prompt) return
  const later = random() < 0.4
  await decide(
    db,
    worker,
    { personId, transitionId: chosen.id },
    {
      step: prompt.step,
      kind: later ? 'not-now' : 'acted',
      reason: later ? 'young-person-declined' : null,
      note: '',
      backOn: later ? addDays(today, 1 + Math.floor(random() * 60)) : null,
      version: chosen.version,
    },
    today,
  )
}

function aFactInput(kind: (typeof kinds)[number], random: () => number): FactInput {
  return {
    kind,
    happensOn: aDay(random),
    atTime: null,
    endsOn: null,
    certainty: random() < 0.5 ? 'official' : 'recorded',
    standing: 'fact',
    source: 'court',
    documentRef: random() < 0.5 ? 'A1' : null,
    receivedOn: null,
    note: null,
    details: {},
  }
}

function aDay(random: () => number): CivilDate {
  return addDays(today, Math.floor(random() * 600) - 250)
}

/** What is stored of somebody, and what deriving afresh says should be, decisions and history left out of both. */
export async function storedAndFresh(db: Db, worker: Worker, personId: string) {
  const held = await transitionsOf(db, worker, personId)
  const [life] = await livesOf(db, [personId])
  const fresh = life ? transitionsIn(life.life).transitions.map((each) => rowOf(each)) : []
  const key = (rule: string, occurrence: string) => `${rule} ${occurrence}`
  const stored = held.map(
    ({
      rule,
      occurrence,
      date,
      certainty,
      cluster,
      because,
      overBecause,
      prompts,
      duties,
      warnings,
      dataGaps,
    }) => ({
      key: key(rule, occurrence),
      date,
      certainty,
      cluster,
      because,
      overBecause,
      duties,
      warnings,
      dataGaps,
      prompts: prompts.map(({ step, on, covers, round }) => ({ step, on, covers, round })),
    }),
  )
  const due = fresh.map(
    ({
      rule,
      occurrence,
      fallsOn,
      certainty,
      cluster,
      because,
      overBecause,
      prompts,
      duties,
      warnings,
      dataGaps,
    }) => ({
      key: key(rule, occurrence),
      date: fallsOn,
      certainty,
      cluster,
      because,
      overBecause,
      duties,
      warnings,
      dataGaps,
      prompts: prompts.map(({ step, on, covers, round }) => ({ step, on, covers, round })),
    }),
  )
  const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1)
  return {
    stored: stored.sort(byKey),
    fresh: due.sort(byKey),
    steps: held.map(
      ({ rule, prompts }) => [rule, prompts.map(({ step, round }) => `${step} ${round ?? ''}`)] as const,
    ),
  }
}
