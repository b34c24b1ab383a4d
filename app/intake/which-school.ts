export type School = {
  id: string
  name: string
  council: string | null
  /** A school without any day may be known from a list of people alone, which cannot tell two of one name apart. */
  hasDays: boolean
}

export type WhichSchool =
  | { is: 'known'; school: School }
  /** Not known yet: it is made by this name. */
  | { is: 'new'; name: string; council: string | null }
  /** Which of them is meant, only the council can tell. */
  | { is: 'one-of-several' }

/** The school that a name means, to somebody of that council. Capital letters do not matter. */
export function whichSchool(schools: readonly School[], name: string, council: string | null): WhichSchool {
  const named = schools.filter((school) => isSame(school.name, name))
  const exact = council === null ? undefined : named.find((school) => isSame(school.council ?? '', council))
  if (exact) return { is: 'known', school: exact }

  const withDays = named.filter(({ hasDays }) => hasDays)
  const likely = withDays.length > 0 ? withDays : named
  const plain = likely.find((school) => school.council === null)
  const only = plain ?? (likely.length === 1 ? likely[0] : undefined)
  if (only) return { is: 'known', school: only }
  if (likely.length === 0) return { is: 'new', name, council: null }
  return council === null ? { is: 'one-of-several' } : { is: 'new', name, council }
}

/** How a school is named where its council must be said too. */
export function schoolName({ name, council }: Pick<School, 'name' | 'council'>): string {
  return council === null ? name : `${name}, ${council}`
}

export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
