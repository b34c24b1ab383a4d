import type { Scope } from '~/caseload/fact-kind'
import type { CivilDate } from '~/shared/civil-date'
import { plannedOn } from './basis'
import { type Decided, nextOn, type StoredPrompt, withDecisions } from './prompts'
import type { Basis, Certainty, Duty, Told } from './rule'
import { skeletonOf } from './skeleton'
import type { Transition, Transitions } from './transitions-in'

/** A thing on the person's own record as `stage=S4` (`date_of_birth` alone), or a fact by its id. */
export type StoredBasis = string | { fact: string; passing: boolean }

/** A transition as it is stored, words left out: they are made at reading. */
export type TransitionRow = {
  rule: string
  occurrence: string
  edition: number
  scope: Scope
  fallsOn: CivilDate | null
  windowFrom: CivilDate | null
  windowTo: CivilDate | null
  certainty: Certainty
  lawVersion: string
  prompts: StoredPrompt[]
  nextOn: CivilDate | null
  duties: Duty[]
  dataGaps: string[]
  warnings: string[]
  basis: StoredBasis[]
  expectedStage: string | null
  urgent: boolean
  cluster: string | null
  because: string
  overBecause: string | null
  /** A digest of all the above but the decisions. */
  skeleton: string
}

/** What reconciling must know of a stored transition. `isGone`: the rules no longer found it when it was last derived. */
export type HeldTransition = Pick<
  TransitionRow,
  'rule' | 'occurrence' | 'fallsOn' | 'because' | 'skeleton'
> & {
  id: string
  isGone: boolean
}

/** From where to where a day moved; null is a day not known. */
export type Move = {
  rule: string
  occurrence: string
  from: CivilDate | null
  to: CivilDate | null
  because: string
}

export type Reconciled = {
  /** To be written, under `id` where it is held already; null: new. */
  put: (TransitionRow & { id: string | null })[]
  moved: Move[]
  /** The ids of those that the rules find no longer: kept with their history, nothing raised. */
  gone: string[]
}

/**
 * What must be written so that what is held says what the rules find now, of one person, by the whole table of rules.
 * A rule and an occurrence name one transition for ever: it moves, goes and comes back under the same id, and the decisions
 * taken on it stay with it. What a failed rule found before is left as it is.
 */
export function reconcile(
  held: readonly HeldTransition[],
  { transitions, failures }: Transitions,
  decisionsOf: (id: string) => readonly Decided[],
): Reconciled {
  const byKey = new Map(held.map((each) => [keyOf(each.rule, each.occurrence), each]))
  const put: Reconciled['put'] = []
  const moved: Move[] = []
  for (const transition of transitions) {
    const key = keyOf(transition.rule.code, transition.occurrence)
    const before = byKey.get(key)
    byKey.delete(key)
    if (before && !before.isGone && before.skeleton === skeletonOf([transition])) continue

    const row = rowOf(transition, before ? decisionsOf(before.id) : [])
    put.push({ ...row, id: before?.id ?? null })
    const move = before && moveOf(before, row)
    if (move) moved.push(move)
  }
  const failed = new Set(failures.map(({ code }) => code))
  const gone = [...byKey.values()].filter(({ rule, isGone }) => !isGone && !failed.has(rule))
  return { put, moved, gone: gone.map(({ id }) => id) }
}

/** The columns of one transition, with what was decided about it. */
export function rowOf(transition: Transition, decisions: readonly Decided[] = []): TransitionRow {
  const prompts = withDecisions(transition.prompts, decisions)
  return {
    rule: transition.rule.code,
    occurrence: transition.occurrence,
    edition: transition.rule.edition,
    scope: transition.scope ?? transition.rule.scope,
    fallsOn: transition.date,
    windowFrom: transition.window?.from ?? null,
    windowTo: transition.window?.to ?? null,
    certainty: transition.certainty,
    lawVersion: transition.lawVersion,
    prompts,
    nextOn: nextOn(prompts),
    duties: [...transition.duties],
    dataGaps: [...transition.dataGaps],
    warnings: [...transition.warnings],
    basis: transition.basis.map(storedBasis),
    expectedStage: transition.expectedStage,
    urgent: transition.urgent,
    cluster: transition.cluster,
    because: transition.because,
    overBecause: transition.overBecause,
    skeleton: skeletonOf([transition]),
  }
}

/** What a rule's words are made from, of what is stored. */
export function toldOf(
  row: Pick<TransitionRow, 'fallsOn' | 'certainty' | 'because' | 'overBecause'>,
  bornOn: CivilDate | null,
): Told {
  return {
    bornOn,
    date: row.fallsOn,
    certainty: row.certainty,
    because: row.because,
    overBecause: row.overBecause,
  }
}

/** A thing on the person's own record, read from what is stored: `stage=S4` is `{ thing: 'stage', value: 'S4' }`. */
export function thingOf(stored: string): { thing: string; value: string | null } {
  const at = stored.indexOf('=')
  return at < 0 ? { thing: stored, value: null } : { thing: stored.slice(0, at), value: stored.slice(at + 1) }
}

function keyOf(rule: string, occurrence: string): string {
  return `${rule} ${occurrence}`
}

function storedBasis(basis: Basis): StoredBasis {
  if (basis.of === 'fact') return { fact: basis.fact.id, passing: basis.passing }
  return basis.value === null ? basis.thing : `${basis.thing}=${basis.value}`
}

type Dated = Pick<TransitionRow, 'rule' | 'occurrence' | 'fallsOn' | 'because'>

/** Null when neither the day nor the planned day from which steps count has moved. */
function moveOf(before: Dated, after: TransitionRow): Move | null {
  const { rule, occurrence } = after
  if (before.fallsOn !== after.fallsOn) {
    return { rule, occurrence, from: before.fallsOn, to: after.fallsOn, because: whyMoved(before, after) }
  }
  const from = countsFrom(before)
  const to = countsFrom(after)
  return from === to ? null : { rule, occurrence, from, to, because: 'plan changed' }
}

function whyMoved(before: Dated, after: TransitionRow): string {
  if (after.fallsOn === null) return 'date no longer known'
  if (before.fallsOn === null) return 'date became known'
  return after.overBecause ?? 'date changed'
}

function countsFrom({ because, fallsOn }: Dated): CivilDate | null {
  return plannedOn({ because }) ?? fallsOn
}
