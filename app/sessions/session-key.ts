import { type CivilDate, parseCivilDate } from '~/shared/civil-date'

/** Where a page of sessions begins: a day, a time that may be empty, and an id; nobody's name. */
export type SessionKey = { on: CivilDate; at: string; id: string }

export function sessionKeyTo({ on, at, id }: { on: CivilDate; at: string | null; id: string }): string {
  return `${on}.${(at ?? '').replace(':', '')}.${id}`
}

/** Null for the first page, and for what is no key. */
export function sessionKeyFrom(text: string | null): SessionKey | null {
  const [, day = '', time = '', id = ''] =
    /^(\d{4}-\d{2}-\d{2})\.(\d{4})?\.([\da-f-]{36})$/.exec(text ?? '') ?? []
  const on = parseCivilDate(day)
  if (on === null) return null
  return { on, at: time && `${time.slice(0, 2)}:${time.slice(2)}`, id }
}
