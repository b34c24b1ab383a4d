import { couldBe } from '~/caseload/name-sounds'
import type { CivilDate } from '~/shared/civil-date'
import { type WhyNotPossible, whyNotPossible, whyNotPossibleWords } from '~/transitions/data-errors'
import type { Fact } from '~/transitions/rule'
import type { Remark } from './cells'

type Values = Readonly<Record<string, string | null>>

export type Merged = {
  /** To be written over what is held. */
  changes: Record<string, string>
  /** Kept beside a value corrected by hand, for a person to decide. */
  pending: Record<string, string>
  /** What the source has now said, to compare the next file with. */
  sent: Record<string, string>
}

/**
 * What a row changes in what is held. An empty cell changes nothing, nor does what the source sent before;
 * a value corrected by hand is never written over.
 */
export function mergeSent(row: Values, sentBefore: Values, held: Values): Merged {
  const merged: Merged = { changes: {}, pending: {}, sent: {} }
  for (const [name, value] of Object.entries(sentBefore)) if (value !== null) merged.sent[name] = value
  for (const [name, value] of Object.entries(row)) {
    if (value === null) continue
    merged.sent[name] = value
    const before = sentBefore[name] ?? null
    const now = held[name] ?? null
    if (value === before || value === now) continue
    if (now === null || now === before) merged.changes[name] = value
    else merged.pending[name] = value
  }
  return merged
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

export type Known = { name: string; bornOn: CivilDate | null }

/** The same person, perhaps: names that sound alike, birth dates within one slip of the hand. */
export function maybeTheSame(one: Known, other: Known): boolean {
  if (one.bornOn === null || other.bornOn === null) return false
  if (!isWithinOneSlip(one.bornOn, other.bornOn)) return false
  return couldBe(one.name, other.name) || couldBe(other.name, one.name)
}

/** Equal, day and month the wrong way round, or two neighbouring digits swapped. */
export function isWithinOneSlip(one: CivilDate, other: CivilDate): boolean {
  if (one === other) return true
  if (
    one.slice(0, 4) === other.slice(0, 4) &&
    one.slice(5, 7) === other.slice(8) &&
    one.slice(8) === other.slice(5, 7)
  ) {
    return true
  }
  const [left, right] = [one.replaceAll('-', ''), other.replaceAll('-', '')]
  const differs = [...left].flatMap((digit, at) => (digit === right[at] ? [] : [at]))
  const [first = 0, second = 0] = differs
  return (
    differs.length === 2 &&
    second === first + 1 &&
    left[first] === right[second] &&
    left[second] === right[first]
  )
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
