import { factKinds } from '~/caseload/fact-kinds'
import { mergeFact, newFact } from './fact-merge'
import type { SaidFact } from './fact-row.input'
import { type Applied, type FactStep, factSteps, type PersonFacts } from './fact-steps'
import { broughtBack, nothingToWithdraw, staysWithdrawn, THEIR_WISH, withdraw } from './fact-withdrawal'
import { type HeldFact, isByTheirId, isWithdrawnByHand, keyOf, nameOf } from './held-fact'
import { applyOnlyOne } from './only-one'

/** What the rows about one person make of the facts that are held of them, and what must be written for it. */
export function applyFacts(
  held: readonly HeldFact[],
  rows: readonly SaidFact[],
  person: Omit<PersonFacts, 'steps'>,
): { applied: Applied[]; steps: readonly FactStep[] } {
  const facts = { ...person, steps: factSteps(held) }
  const applied = movesFirst(rows).map((row) =>
    factKinds[row.kind].isOnlyOne ? applyOnlyOne(facts, row) : applyRow(facts, row),
  )
  return { applied, steps: facts.steps.all() }
}

function applyRow(facts: PersonFacts, row: SaidFact): Applied {
  const { steps, bornOn, today } = facts
  const key = keyOf(row)
  const found = steps.facts().find(({ importKey }) => importKey === key) ?? named(facts, row)
  const former = row.movedFrom === null || isOwnPast(found, row) ? undefined : formerly(facts, row)
  const fact = found ?? former
  if (!fact) return row.withdrawn === 'yes' ? nothingToWithdraw(row) : addUnlessPassed(facts, row, key)

  if (found && former && former !== found) withdraw(facts, row, former, `Moved to ${row.happensOn}`)
  if (row.withdrawn === 'yes') return withdraw(facts, row, fact, THEIR_WISH)

  const now = row.withdrawn === 'no' && !isWithdrawnByHand(fact) ? broughtBack(fact) : fact
  const outcome = mergeFact(row, now, bornOn, today)
  if ('rejects' in outcome) return { row: row.row, verdict: 'rejected', rejects: outcome.rejects }
  const merged = underKey(outcome.fact ?? now, fact, key, row)
  steps.put(merged)
  const verdict = now === fact ? outcome.verdict : 'changed'
  const stays = verdict === 'changed' && merged.withdrawnOn !== null
  return {
    row: row.row,
    verdict,
    warnings: stays ? [...outcome.warnings, staysWithdrawn(row)] : outcome.warnings,
  }
}

/** A live fact that the row names by its kind, day and time; a row with an id names none that has another. */
function named({ steps }: PersonFacts, row: SaidFact): HeldFact | undefined {
  const name = nameOf(row.kind, row.happensOn, row.atTime)
  return steps
    .facts()
    .find(
      (fact) =>
        fact.withdrawnOn === null &&
        currentName(fact) === name &&
        (row.id === null || !isByTheirId(fact.importKey)),
    )
}

function currentName({ values }: HeldFact): string {
  return nameOf(values.kind, values.happensOn, values.atTime)
}

/** The live fact that stood on the day that the row says it moved from. */
function formerly({ steps }: PersonFacts, row: SaidFact): HeldFact | undefined {
  const movedFrom = row.movedFrom ?? ''
  const name = nameOf(row.kind, movedFrom, row.atTime)
  const may = steps
    .facts()
    .filter(
      (fact) =>
        fact.withdrawnOn === null &&
        fact.values.kind === row.kind &&
        (row.id === null || !isByTheirId(fact.importKey)),
    )
  const exact = may.find((fact) => fact.importKey === name || currentName(fact) === name)
  const onThatDay = may.filter(({ values, sent }) => [values.happensOn, sent.happensOn].includes(movedFrom))
  return exact ?? (onThatDay.length === 1 ? onThatDay[0] : undefined)
}

/** The row tells of a move that this fact has made already, or makes now. */
function isOwnPast(found: HeldFact | undefined, row: SaidFact): boolean {
  if (!found || row.movedFrom === null) return false
  const { values, sent, movedFrom } = found
  return (
    [values.happensOn, sent.happensOn, movedFrom].includes(row.movedFrom) ||
    sent[wasMark(nameOf(row.kind, row.movedFrom, row.atTime))] === 'yes'
  )
}

/** A day from which a fact has moved since is not a fact of its own. */
function addUnlessPassed({ steps, bornOn, today, newId }: PersonFacts, row: SaidFact, key: string): Applied {
  const hasMoved = row.movedFrom === null && steps.facts().some(({ sent }) => sent[wasMark(key)] === 'yes')
  if (hasMoved) return { row: row.row, verdict: 'unchanged', warnings: [] }
  const outcome = newFact(row, newId(), key, bornOn, today)
  if ('rejects' in outcome) return { row: row.row, verdict: 'rejected', rejects: outcome.rejects }
  if (outcome.fact) steps.put(outcome.fact)
  return { row: row.row, verdict: 'added', warnings: outcome.warnings }
}

/** A fact is found by its first key for ever, save that one without their id takes it when told, and a move takes the new day. */
function underKey(merged: HeldFact, before: HeldFact, key: string, row: SaidFact): HeldFact {
  const old = before.importKey
  if (old === null || (row.id !== null && !isByTheirId(old))) return { ...merged, importKey: key }
  const isMove = row.id === null && !isByTheirId(old) && row.movedFrom !== null && old !== key
  return isMove ? { ...merged, importKey: key, sent: { ...merged.sent, [wasMark(old)]: 'yes' } } : merged
}

function wasMark(key: string): string {
  return `was ${key}`
}

/** Without ids, of two moves in one file the one that leaves a day comes before the one that arrives on it. */
function movesFirst(rows: readonly SaidFact[]): SaidFact[] {
  const moves = rows.filter(({ id, movedFrom }) => id === null && movedFrom !== null)
  if (moves.length < 2) return [...rows]
  const left = [...rows]
  const ordered: SaidFact[] = []
  while (left.length > 0) {
    const free = left.findIndex(
      (row) =>
        row.movedFrom === null ||
        !left.some((other) => other !== row && other.kind === row.kind && other.movedFrom === row.happensOn),
    )
    ordered.push(...left.splice(Math.max(free, 0), 1))
  }
  return ordered
}
