import type { CivilDate } from '~/shared/civil-date'
import type { Remark } from './cells'
import type { HeldFact } from './held-fact'
import type { Verdict } from './report'
import { isEqual } from './verdicts'

export type Applied =
  | { row: number; verdict: Verdict; warnings: Remark[] }
  | { row: number; verdict: 'rejected'; rejects: Remark[] }

/** The facts of one person while rows are applied to them. */
export type PersonFacts = {
  steps: FactSteps
  bornOn: CivilDate | null
  today: CivilDate
  newId: () => string
}

/**
 * One thing to write: a new fact, another version of one, or only what the source said of it. Those of one wave may be written
 * together; a later wave needs what an earlier one has written.
 */
export type FactStep = { is: 'new' | 'version' | 'sent'; fact: HeldFact; wave: number }

export type FactSteps = ReturnType<typeof factSteps>

/** The facts of one person as they change, and each step on the way, so that every version is kept. */
export function factSteps(held: readonly HeldFact[]) {
  const now = new Map(held.map((fact) => [fact.id, fact]))
  const last = new Map<string, FactStep>()
  const leftKeys = new Map<string, number>()
  const all: FactStep[] = []

  function facts(): HeldFact[] {
    return [...now.values()]
  }

  function put(fact: HeldFact): void {
    const before = now.get(fact.id)
    if (before === fact) return
    const is = before === undefined ? 'new' : isSameVersion(before, fact) ? 'sent' : 'version'
    if (is === 'sent' && before && isSaidTheSame(before, fact)) return
    now.set(fact.id, fact)

    const earlier = last.get(fact.id)
    const isKeyNew = before?.importKey !== fact.importKey
    if (is === 'sent' && earlier && !isKeyNew) {
      earlier.fact = fact
      return
    }
    const afterOwn = earlier ? earlier.wave + 1 : 0
    const afterKey = isKeyNew && fact.importKey !== null ? (leftKeys.get(fact.importKey) ?? -1) + 1 : 0
    const step: FactStep = { is, fact, wave: Math.max(afterOwn, afterKey) }
    if (isKeyNew && before?.importKey) leftKeys.set(before.importKey, step.wave)
    last.set(fact.id, step)
    all.push(step)
  }

  return { facts, put, all: () => all }
}

function isSameVersion(one: HeldFact, other: HeldFact): boolean {
  return (
    isEqual(one.values, other.values) &&
    one.standing === other.standing &&
    one.movedFrom === other.movedFrom &&
    one.withdrawnOn === other.withdrawnOn
  )
}

function isSaidTheSame(one: HeldFact, other: HeldFact): boolean {
  return (
    one.importKey === other.importKey && isEqual(one.sent, other.sent) && isEqual(one.pending, other.pending)
  )
}
