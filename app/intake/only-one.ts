import type { CivilDate } from '~/shared/civil-date'
import { digestOf } from '~/transitions/digest'
import type { Remark } from './cells'
import { type FactOutcome, mergeFact, newFact, saidBy } from './fact-merge'
import type { SaidFact } from './fact-row.input'
import type { Applied, PersonFacts } from './fact-steps'
import { broughtBack, nothingToWithdraw, staysWithdrawn, THEIR_WISH, withdraw } from './fact-withdrawal'
import { type HeldFact, isCorrectedByHand, keyOf } from './held-fact'
import { isEqual, mergeSent, type OneAtATime, replaces, WAITS } from './verdicts'

/**
 * A row of a kind that a person has one of at a time. A later one moves it, under whatever id or day; each row that has spoken is
 * remembered on it, so that the same rows again, in their order, leave it where it is.
 */
export function applyOnlyOne(facts: PersonFacts, row: SaidFact): Applied {
  const { steps } = facts
  const mark = `${MARK}${keyOf(row)}`
  const digest = digestOf(JSON.stringify({ ...row, row: 0 }))
  const held = theOne(steps.facts(), row.kind)
  if (held?.sent[mark] === digest) return { row: row.row, verdict: 'unchanged', warnings: [] }

  const remembering = (fact: HeldFact): HeldFact => ({ ...fact, sent: { ...fact.sent, [mark]: digest } })
  if (row.withdrawn === 'yes') {
    if (held && means(row, held)) return withdraw(facts, row, remembering(held), THEIR_WISH)
    if (held) steps.put(remembering(held))
    return nothingToWithdraw(row)
  }
  const outcome = outcomeOf(facts, row, held)
  if ('rejects' in outcome) return { row: row.row, verdict: 'rejected', rejects: outcome.rejects }
  const { fact, verdict, warnings } = outcome
  if (fact) steps.put(remembering(fact))
  return { row: row.row, verdict, warnings }
}

const MARK = 'row '

function outcomeOf({ bornOn, today, newId }: PersonFacts, row: SaidFact, held: HeldFact | null): FactOutcome {
  if (held === null) return spokenBy(row, newFact(row, newId(), `one:${row.kind}`, bornOn, today))
  const isMeant = means(row, held)
  if (held.withdrawnOn !== null) {
    if (!isMeant) return inPlaceOf(held, row, bornOn, today)
    if (row.withdrawn === 'no')
      return { ...mergeFact(row, broughtBack(held), bornOn, today), verdict: 'changed' }
    const outcome = mergeFact(row, held, bornOn, today)
    return 'rejects' in outcome || outcome.verdict === 'unchanged'
      ? outcome
      : warned(outcome, staysWithdrawn(row))
  }

  const said = asSaid(row, isMeant ? held : null, today)
  const isOfficialKept = held.values.certainty === 'official' && said.certainty !== 'official'
  const warnings = isOfficialKept ? [officialStays(row)] : []
  if (isMeant && isOnItsDay(row, held)) {
    return warned(
      mergeFact(isOfficialKept ? { ...row, certainty: null } : row, held, bornOn, today),
      ...warnings,
    )
  }
  if (!replaces(said, asHeld(held))) return { verdict: 'unchanged', fact: held, warnings }
  return isMeant ? mergeFact(row, held, bornOn, today) : inPlaceOf(held, row, bornOn, today)
}

/** The one that stands; where none does, the one that a source told of and that was withdrawn. */
function theOne(facts: readonly HeldFact[], kind: string): HeldFact | null {
  const ofKind = facts.filter(({ values }) => values.kind === kind)
  const live = ofKind.filter(({ withdrawnOn }) => withdrawnOn === null)
  if (live.length === 0) return ofKind.find(({ importKey }) => importKey === `one:${kind}`) ?? null
  return live.reduce((one, other) => (replaces(asHeld(other), asHeld(one)) ? other : one))
}

/** Whether the row speaks of what stands, and not of a day before or after it. */
function means(row: SaidFact, held: HeldFact): boolean {
  if (row.id !== null && held.sent.id !== undefined) return row.id === held.sent.id
  return isOnItsDay(row, held) || isOneOf(row.movedFrom, held)
}

function isOnItsDay(row: SaidFact, held: HeldFact): boolean {
  return isOneOf(row.happensOn, held) && (row.atTime === null || row.atTime === held.values.atTime)
}

/** The day it stands on, or the one that the source gave before it was corrected by hand. */
function isOneOf(day: CivilDate | null, { values, sent }: HeldFact): boolean {
  return day !== null && (day === values.happensOn || day === sent.happensOn)
}

function asSaid(row: SaidFact, held: HeldFact | null, today: CivilDate): OneAtATime {
  const before = held && asHeld(held)
  return {
    certainty: row.certainty ?? before?.certainty ?? 'recorded',
    receivedOn: row.receivedOn ?? before?.receivedOn ?? null,
    recordedOn: row.recordedOn ?? today,
  }
}

function asHeld({ values }: HeldFact): OneAtATime {
  return {
    certainty: values.certainty as OneAtATime['certainty'],
    receivedOn: values.receivedOn as CivilDate | null,
    recordedOn: values.recordedOn as CivilDate,
  }
}

/** The row takes its place, as another version of it: nothing of the former one is said of the new day. */
function inPlaceOf(held: HeldFact, row: SaidFact, bornOn: CivilDate | null, today: CivilDate): FactOutcome {
  const outcome = spokenBy(row, newFact(row, held.id, held.importKey ?? `one:${row.kind}`, bornOn, today))
  if ('rejects' in outcome || !outcome.fact) return outcome
  if (held.withdrawnOn === null && isCorrectedByHand(held)) return waiting(held, row)
  const marks = Object.entries(held.sent).filter(([name]) => name.startsWith(MARK))
  const isMoved = held.values.happensOn !== row.happensOn
  const fact = {
    ...outcome.fact,
    sourceId: held.sourceId,
    movedFrom: isMoved ? held.values.happensOn : held.movedFrom,
    sent: { ...Object.fromEntries(marks), ...outcome.fact.sent },
  }
  return { ...outcome, verdict: 'changed', fact }
}

/** What was corrected by hand stays whole; what the row says stands beside it. */
function waiting(held: HeldFact, row: SaidFact): FactOutcome {
  const { changes, sent } = mergeSent(saidBy(row), {}, {})
  const pending = { ...held.pending }
  for (const [name, value] of Object.entries(changes)) {
    if (value === held.values[name]) delete pending[name]
    else pending[name] = value
  }
  const warnings = isEqual(pending, held.pending)
    ? []
    : [{ row: row.row, column: 'date', value: row.happensOn, reason: WAITS }]
  return {
    verdict: warnings.length > 0 ? 'changed' : 'unchanged',
    fact: { ...held, pending, sent: { ...held.sent, ...sent } },
    warnings,
  }
}

function spokenBy(row: SaidFact, outcome: FactOutcome): FactOutcome {
  if ('rejects' in outcome || !outcome.fact || row.id === null) return outcome
  return { ...outcome, fact: { ...outcome.fact, sent: { ...outcome.fact.sent, id: row.id } } }
}

function warned(outcome: FactOutcome, ...more: Remark[]): FactOutcome {
  return 'rejects' in outcome ? outcome : { ...outcome, warnings: [...outcome.warnings, ...more] }
}

function officialStays(row: SaidFact): Remark {
  const reason = 'An official date is held: one that is not marked official does not replace it'
  return { row: row.row, column: 'certainty', value: row.certainty ?? '', reason }
}
