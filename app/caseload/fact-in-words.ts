import { formatDay, parseCivilDate } from '~/shared/civil-date'
import { type FactKindCode, factKinds } from './fact-kinds'
import { detailValueWords } from './words'

/** What a kind of key date is called; one that this Airt no longer has is called as it is stored. */
export function titleOf(kind: string): string {
  return Object.hasOwn(factKinds, kind) ? factKinds[kind as FactKindCode].title : kind
}

/** A detail as people read it: a day in words, one of a few answers in its words, and anything else as it stands. */
export function detailInWords(kind: string, name: string, value: string): string {
  const detail = Object.hasOwn(factKinds, kind)
    ? (factKinds[kind as FactKindCode].details as Readonly<Record<string, unknown>>)[name]
    : undefined
  if (detail === 'day') return dayInWords(value)
  return Array.isArray(detail) ? (detailValueWords[value] ?? value) : value
}

/** A day in words; what is no day is read as it stands. */
export function dayInWords(value: string, form: 'long' | 'short' = 'long'): string {
  const day = parseCivilDate(value)
  return day === null ? value : formatDay(day, form)
}
