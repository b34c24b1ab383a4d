import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import type { CivilDate } from '~/shared/civil-date'
import type { Fact } from '~/transitions/rule'
import type { Remark } from './cells'
import type { SaidFact } from './fact-row.input'
import { type FactValues, type HeldFact, isWithdrawnByHand, usual } from './held-fact'
import type { Verdict } from './report'
import { isEqual, type Merged, mergeSent, type Values, WAITS, whyRefused } from './verdicts'

export type FactOutcome =
  | { verdict: Verdict; fact: HeldFact | null; warnings: Remark[] }
  | { rejects: Remark[] }

/** What a row says of a fact, by the names in which it is held; an empty cell is null. */
export function saidBy(row: SaidFact): Values {
  const { kind, happensOn, atTime, endsOn, certainty, source, documentRef, receivedOn, recordedOn, note } =
    row
  const said: Record<string, string | null> = {
    kind,
    happensOn,
    atTime,
    endsOn,
    certainty,
    source,
    documentRef,
    receivedOn,
    recordedOn,
    note,
  }
  for (const [name, value] of Object.entries(row.details)) said[`details.${name}`] = value
  return said
}

/** A fact that a row is the first to tell of. */
export function newFact(
  row: SaidFact,
  id: string,
  importKey: string,
  bornOn: CivilDate | null,
  today: CivilDate,
): FactOutcome {
  const said = saidBy(row)
  const values = {
    ...said,
    certainty: said.certainty ?? usual('certainty'),
    source: said.source ?? usual('source'),
    recordedOn: said.recordedOn ?? today,
  } as FactValues
  const refusal = whyRefused(row.row, factOf(values), bornOn)
  if (refusal !== null) return { rejects: [refusal] }
  const fact: HeldFact = {
    id,
    sourceId: row.id,
    importKey,
    values,
    standing: standingOf(values.certainty),
    movedFrom: row.movedFrom,
    withdrawnOn: null,
    withdrawnBecause: null,
    sent: mergeSent({ ...said, recordedOn: values.recordedOn }, {}, {}).sent,
    pending: {},
  }
  return { verdict: 'added', fact, warnings: [] }
}

/** What a row makes of a fact that is held. Another day is a move, which remembers the day before. */
export function mergeFact(
  row: SaidFact,
  held: HeldFact,
  bornOn: CivilDate | null,
  today: CivilDate,
): FactOutcome {
  const said = saidBy(row)
  const merged = mergeSent(said, held.sent, untouched(held), held.pending)
  if (isWithdrawnByHand(held)) leaveToDecide(merged)
  if (said.recordedOn === null && Object.keys(merged.changes).some(movesDays))
    renewRecordedOn(merged, held, today)

  const values = { ...held.values, ...merged.changes } as FactValues
  const refusal = whyRefused(row.row, factOf(values), bornOn)
  if (refusal !== null) return { rejects: [refusal] }

  const warnings: Remark[] = []
  for (const [name, value] of Object.entries(merged.pending)) {
    if (held.pending[name] !== value)
      warnings.push({ row: row.row, column: columnOf(name), value, reason: WAITS })
  }
  if (merged.changes.kind !== undefined) {
    const reason = `The same id was ${held.values.kind} before: it is the same date, of another kind`
    warnings.push({ row: row.row, column: 'kind', value: values.kind, reason })
  }
  const isMoved = merged.changes.happensOn !== undefined
  const fact: HeldFact = {
    ...held,
    values,
    standing: merged.changes.certainty === undefined ? held.standing : standingOf(values.certainty),
    movedFrom: isMoved ? held.values.happensOn : held.movedFrom,
    sent: merged.sent,
    pending: merged.pending,
  }
  const isChanged = Object.keys(merged.changes).length > 0 || !isEqual(merged.pending, held.pending)
  return { verdict: isChanged ? 'changed' : 'unchanged', fact, warnings }
}

/** What is held, without what stands only because nothing was ever said. */
function untouched(held: HeldFact): Values {
  const values: Record<string, string | null> = { ...held.values }
  for (const name of ['certainty', 'source']) {
    if (held.sent[name] === undefined && values[name] === usual(name)) values[name] = null
  }
  return values
}

/** Whoever withdrew it decides what becomes of news about it. */
function leaveToDecide(merged: Merged): void {
  const { recordedOn: _, ...news } = merged.changes
  Object.assign(merged.pending, news)
  merged.changes = {}
}

/** What is said anew of days was recorded anew; a note or a paper that came later was not (domain/A, A9: what becomes `now`). */
function renewRecordedOn(merged: Merged, held: HeldFact, today: CivilDate): void {
  merged.sent.recordedOn = today
  if (held.values.recordedOn !== today) merged.changes.recordedOn = today
}

function movesDays(name: string): boolean {
  return ['happensOn', 'atTime', 'endsOn', 'certainty'].includes(name) || /^details\..*_on$/.test(name)
}

export function standingOf(certainty: string): string {
  return certainty === 'reported' ? 'reported' : 'fact'
}

export function factOf(values: FactValues): Pick<Fact, 'kind' | 'happensOn' | 'endsOn' | 'details'> {
  const { kind, happensOn, endsOn } = values
  return {
    kind,
    happensOn: happensOn as CivilDate,
    endsOn: endsOn as CivilDate | null,
    details: detailsOf(values),
  }
}

export function detailsOf(values: Values): Record<string, string> {
  const details: Record<string, string> = {}
  const known = isFactKind(values.kind ?? '') ? factKinds[values.kind as keyof typeof factKinds].details : {}
  for (const name of Object.keys(known)) {
    const value = values[`details.${name}`]
    if (value !== null && value !== undefined) details[name] = value
  }
  return details
}

const COLUMNS: Readonly<Record<string, string>> = {
  happensOn: 'date',
  atTime: 'time',
  endsOn: 'end_date',
  documentRef: 'document_ref',
  receivedOn: 'received_on',
  recordedOn: 'recorded_on',
}

/** As key-dates.csv names it. */
function columnOf(name: string): string {
  return name.startsWith('details.') ? 'details' : (COLUMNS[name] ?? name)
}
