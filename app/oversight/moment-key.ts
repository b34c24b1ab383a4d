/** Where a page of the account begins: a moment to the microsecond, and the entry within it. */
export type MomentKey = { micros: string; id: string }

export function momentKeyTo({ micros, id }: MomentKey): string {
  return `${micros}.${id}`
}

/** Null for the first page, and for what is no key. */
export function momentKeyFrom(text: string | null): MomentKey | null {
  const [, micros, id] = /^(\d{10,17})\.(\d{1,15})$/.exec(text ?? '') ?? []
  return micros && id ? { micros, id } : null
}
