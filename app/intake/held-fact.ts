import type { Values } from './verdicts'

/** What of a fact is one value each; a detail is a value too, as `details.court`. */
export type FactValues = Record<string, string | null> & {
  kind: string
  happensOn: string
  atTime: string | null
  endsOn: string | null
  certainty: string
  source: string
  documentRef: string | null
  receivedOn: string | null
  recordedOn: string
  note: string | null
}

/** A fact as it stands while the rows of one file are applied to it. */
export type HeldFact = {
  id: string
  sourceId: string | null
  /** What a file finds it by. Null: it was entered by hand and no file has named it. */
  importKey: string | null
  values: FactValues
  standing: string
  movedFrom: string | null
  withdrawnOn: string | null
  withdrawnBecause: string | null
  sent: Values
  pending: Values
}

/** How a file names a fact: the source's own id, or without one its kind, day and time. */
export function keyOf(row: {
  id: string | null
  kind: string
  happensOn: string
  atTime: string | null
}): string {
  return row.id === null ? nameOf(row.kind, row.happensOn, row.atTime) : `id:${row.id}`
}

export function nameOf(kind: string, happensOn: string, atTime: string | null): string {
  return `${kind}|${happensOn}|${atTime ?? ''}`
}

export function isByTheirId(key: string | null): boolean {
  return key?.startsWith('id:') ?? false
}

/** Taken away by a person, not by the source: only a person brings it back. */
export function isWithdrawnByHand({ withdrawnOn, sent }: HeldFact): boolean {
  return withdrawnOn !== null && sent.withdrawn !== 'yes'
}

/** Whether somebody here made it say other than the source did, or made it at all; when that was does not count. */
export function isCorrectedByHand({ values, sent }: HeldFact): boolean {
  return Object.entries(values).some(
    ([name, value]) => name !== 'recordedOn' && value !== (sent[name] ?? usual(name)),
  )
}

/** What a fact has that was never said to have anything else. */
export function usual(name: string): string | null {
  return name === 'certainty' ? 'recorded' : name === 'source' ? 'import' : null
}
