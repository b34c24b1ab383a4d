/** `JM`, of the name that is used and the family name; one letter where there is one name, and a dot where there is none. */
export function initialsOf(first: string | null, family: string | null): string {
  const letters = [first, family].flatMap((name) => firstLetter(name ?? '') ?? [])
  return letters.length ? letters.join('').toLocaleUpperCase('en-GB') : '·'
}

/** As it is read, with the marks that belong to it; a name in several words counts by its first. */
function firstLetter(name: string): string | null {
  for (const { segment } of letters.segment(name)) if (/\p{L}|\p{N}/u.test(segment)) return segment
  return null
}

const letters = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })
