import type { CivilDate } from '~/shared/civil-date'
import { type WhyNotPossible, whyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact } from '~/transitions/rule'
import type { Remark } from './cells'

export type Values = Readonly<Record<string, string | null>>

export type Merged = {
  /** To be written over what is held. */
  changes: Record<string, string>
  /** Beside values corrected by hand, what the source says instead: for a person to decide. */
  pending: Record<string, string>
  /** What the source has now said, to compare the next file with. */
  sent: Record<string, string>
}

/**
 * What a row changes in what is held. An empty cell changes nothing, nor does what the source sent before; a value corrected by
 * hand (emptied by hand too) is never written over. What waits for a person goes on waiting until the source says what is held.
 */
export function mergeSent(row: Values, sentBefore: Values, held: Values, pendingBefore: Values = {}): Merged {
  const merged: Merged = { changes: {}, pending: filled(pendingBefore), sent: filled(sentBefore) }
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue
    const before = sentBefore[name] ?? null
    if (value === before) continue
    const now = held[name] ?? null
    merged.sent[name] = value
    delete merged.pending[name]
    if (value === now) continue
    if (now === before) merged.changes[name] = value
    else merged.pending[name] = value
  }
  return withoutItsDay(merged)
}

/** When something was recorded is nothing to decide by itself: it goes with what it is said of. */
function withoutItsDay({ changes, pending, sent }: Merged): Merged {
  const { recordedOn, ...others } = pending
  if (recordedOn === undefined) return { changes, pending, sent }
  return {
    changes: Object.keys(changes).length > 0 ? { ...changes, recordedOn } : changes,
    pending: others,
    sent,
  }
}

/** Why something sent was not written over what is held. */
export const WAITS = 'This was corrected by hand: both are kept until somebody decides'

export function isEqual(one: Values, other: Values): boolean {
  const names = Object.keys(one)
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name])
}

function filled(values: Values): Record<string, string> {
  const copy: Record<string, string> = {}
  for (const name in values) {
    const value = values[name]
    if (value !== null && value !== undefined) copy[name] = value
  }
  return copy
}

export type OneAtATime = {
  certainty: 'official' | 'recorded' | 'reported'
  receivedOn: CivilDate | null
  recordedOn: CivilDate
}

/**
 * Of the kinds that a person has one of at a time: whether what is sent moves what is held.
 * One not marked official never replaces an official one; then the later received, then recorded, then row.
 */
export function replaces(sent: OneAtATime, held: OneAtATime): boolean {
  const isOfficial = sent.certainty === 'official'
  if (isOfficial !== (held.certainty === 'official')) return isOfficial
  if (sent.receivedOn !== null && held.receivedOn !== null && sent.receivedOn !== held.receivedOn) {
    return sent.receivedOn > held.receivedOn
  }
  return sent.recordedOn >= held.recordedOn
}

const REFUSED_COLUMN: Record<WhyNotPossible, string> = {
  'ends-before-it-starts': 'end_date',
  'before-the-twelfth-birthday': 'date',
  'under-eighteen-in-prison': 'details',
}

/** Null when the fact can be true of somebody born that day. */
export function whyRefused(
  row: number,
  fact: Pick<Fact, 'kind' | 'happensOn' | 'endsOn' | 'details'>,
  bornOn: CivilDate | null,
): Remark | null {
  const why = whyNotPossible(fact, { bornOn })
  if (why === null) return null
  return { row, column: REFUSED_COLUMN[why], value: fact.happensOn, reason: whyNotPossibleWords[why] }
}
