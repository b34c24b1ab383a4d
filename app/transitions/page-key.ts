import { parseCivilDate } from '~/shared/civil-date'
import type { PageKey } from './queries.server'

/** Where a page of what is due begins, as it stands in an address: a day and an id, and nobody's name. */
export function pageKeyTo({ nextOn, id }: PageKey): string {
  return `${nextOn}.${id}`
}

/** Null for the first page, and for what is no key. */
export function pageKeyFrom(text: string | null): PageKey | null {
  const parts = /^(\d{4}-\d{2}-\d{2})\.([\da-f-]{36})$/.exec(text ?? '')
  const nextOn = parts?.[1] ? parseCivilDate(parts[1]) : null
  return nextOn !== null && parts?.[2] ? { nextOn, id: parts[2] } : null
}
