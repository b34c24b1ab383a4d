/**
 * What stands in the form after somebody else saved meanwhile: what was typed stays, and a field that was left alone takes what was
 * saved, so that saving again undoes nobody's change. `base` is what the form was made from.
 */
export function mergeTyped(
  base: Readonly<Record<string, string>>,
  theirs: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const merged = { ...typed }
  for (const name of Object.keys(theirs)) {
    const isUntouched = (typed[name] ?? '') === (base[name] ?? '')
    if (isUntouched) merged[name] = theirs[name] ?? ''
  }
  return merged
}
