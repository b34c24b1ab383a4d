/**
 * The components of the SG Design System that our own parts stand on. The build leaves every other one out of the sheet: the
 * whole of it is 24 kB compressed, of which a page needs 3.
 */
export const sgParts: ReadonlySet<string> = new Set([
  'button',
  'checkbox',
  'error-summary',
  'hint-text',
  'input',
  'label',
  'question',
  'radio',
  'select',
  'select-arrow',
  'select-wrapper',
  'skip-links',
  'tag',
])

/** Whether a selector is for plain elements, or for the parts alone that we use. */
export function isOfUse(selector: string): boolean {
  return [...selector.matchAll(/\.ds_([a-z]+(?:-[a-z]+)*)/g)].every(([, part]) => sgParts.has(part ?? ''))
}
