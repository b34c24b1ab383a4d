export type Named = {
  personId: string
  givenName: string | null
  familyName: string | null
  preferredName: string | null
}

/** Each name once, in the order in which they are said. */
export function mainNameOf({ givenName, familyName, preferredName }: Omit<Named, 'personId'>): string {
  return [
    ...new Set([preferredName, givenName, familyName].filter((name) => name !== null && name !== '')),
  ].join(' ')
}
