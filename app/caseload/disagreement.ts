import { dayInWords, detailInWords, titleOf } from './fact-in-words'
import type { HeldFact } from './open-record.server'
import { detailWords, factCertaintyWords, factWords, yesNoUnknownWords } from './words'

export type Said = { label: string; value: string }

export type Differing = {
  ours: readonly Said[]
  theirs: readonly Said[]
  /** What our hand did with it: only what it withdrew is chosen in other words. */
  byHand: 'corrected' | 'withdrawn'
}

/**
 * What was done to a fact by hand beside what its source says instead, each as people read it; null when nothing is left to
 * decide. Where we withdrew it, a source that withdraws it too says the same.
 */
export function differing(fact: HeldFact): Differing | null {
  const sent = Object.entries(fact.pending)
  if (sent.length === 0) return null
  const theirs = sent.map(([name, value]) => said(fact, name, value))
  if (fact.withdrawnOn === null) {
    return { ours: sent.map(([name]) => said(fact, name, heldOf(fact, name))), theirs, byHand: 'corrected' }
  }
  if (fact.pending.withdrawn === 'yes') return null
  const ours = [
    { label: factWords.withdrawn, value: dayInWords(fact.withdrawnOn) },
    { label: factWords.because, value: fact.withdrawnBecause ?? '' },
  ]
  return { ours, theirs, byHand: 'withdrawn' }
}

function heldOf(fact: HeldFact, name: string): string {
  if (name.startsWith(DETAIL)) return fact.details[name.slice(DETAIL.length)] ?? ''
  if (name === 'withdrawn') return 'no'
  const held = fact as unknown as Readonly<Record<string, string | null | undefined>>
  return held[name] ?? ''
}

function said(fact: HeldFact, name: string, value: string): Said {
  return { label: labelOf(name), value: value === '' ? factWords.notSaid : inWords(fact, name, value) }
}

function labelOf(name: string): string {
  if (name.startsWith(DETAIL)) return detailWords[name.slice(DETAIL.length)] ?? factWords.detail
  return labels[name] ?? factWords.what
}

function inWords(fact: HeldFact, name: string, value: string): string {
  if (name.startsWith(DETAIL)) {
    return detailInWords(fact.pending.kind ?? fact.kind, name.slice(DETAIL.length), value)
  }
  if (days.has(name)) return dayInWords(value)
  if (name === 'kind') return titleOf(value)
  if (name === 'withdrawn') return value === 'yes' ? yesNoUnknownWords.no : yesNoUnknownWords.yes
  if (name === 'certainty') return factCertaintyWords[value as keyof typeof factCertaintyWords] ?? value
  return value
}

const DETAIL = 'details.'
const days = new Set(['happensOn', 'endsOn', 'receivedOn', 'recordedOn'])

const labels: Readonly<Record<string, string>> = {
  kind: factWords.kind,
  happensOn: factWords.day,
  atTime: factWords.time,
  endsOn: factWords.lastDay,
  certainty: factWords.sure,
  documentRef: factWords.documentRef,
  receivedOn: factWords.receivedOn,
  recordedOn: factWords.recordedOn,
  source: factWords.toldBy,
  note: factWords.note,
  withdrawn: factWords.stands,
}
