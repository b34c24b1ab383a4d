export type OtherName = { kind: 'also' | 'former' | 'nick'; name: string }

/**
 * Reads `former: Isla Brown; nick: Izzy; Isla Munro`: names with semicolons between, each with what it is before a colon.
 * Nothing before it, or `also`: a name they also go by.
 */
export function otherNamesOf(cell: string | null): OtherName[] {
  if (cell === null) return []
  const names: OtherName[] = []
  for (const part of cell.split(';')) {
    const [, kind = 'also', said = ''] = /^\s*(?:(also|former|nick)\s*:)?(.*)$/is.exec(part) ?? []
    const name = said.trim()
    if (name !== '') names.push({ kind: kind.toLowerCase() as OtherName['kind'], name })
  }
  return names
}

/** Those that are neither among what the source said before nor held: a name taken away by hand stays away. */
export function newNames(
  said: string | null,
  saidBefore: string | null,
  held: readonly string[],
): OtherName[] {
  const known = new Set(
    [...otherNamesOf(saidBefore).map(({ name }) => name), ...held].map((name) => name.toLowerCase()),
  )
  return otherNamesOf(said).filter(({ name }) => {
    const key = name.toLowerCase()
    if (known.has(key)) return false
    known.add(key)
    return true
  })
}
