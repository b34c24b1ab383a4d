/** What stands in a form: the fields by name, in their order. */
export type Written = readonly (readonly [name: string, value: string])[]

/** What belongs to the page and not to its writer. */
const ofThePage = new Set(['formKey', 'draftId'])

/** Everything that would be sent, every control of it. A file or a password is never kept. */
export function writtenIn(form: HTMLFormElement): Written {
  const written: [string, string][] = []
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && !ofThePage.has(name) && !isSecret(form, name))
      written.push([name, value])
  return written
}

/** The same as the page was sent, whatever was typed before its script ran. */
export function firstShownIn(form: HTMLFormElement): Written {
  const shown: [string, string][] = []
  for (const control of form.elements) {
    const value = firstShown(control)
    const name = control.getAttribute('name') ?? ''
    if (value !== null && name && !ofThePage.has(name) && !isSecret(form, name)) shown.push([name, value])
  }
  return shown
}

function firstShown(control: Element): string | null {
  if (control instanceof HTMLTextAreaElement) return control.defaultValue.replace(/\r\n?|\n/g, '\n')
  if (control instanceof HTMLSelectElement) {
    const options = [...control.options]
    return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? null
  }
  if (!(control instanceof HTMLInputElement)) return null
  if (control.type === 'checkbox' || control.type === 'radio')
    return control.defaultChecked ? control.value : null
  return /^(submit|button|image|reset|file)$/.test(control.type) ? null : control.defaultValue
}

function isSecret(form: HTMLFormElement, name: string): boolean {
  const control = form.elements.namedItem(name)
  return control instanceof HTMLInputElement && control.type === 'password'
}

export function isSame(one: Written, other: Written): boolean {
  const said = (written: Written) =>
    JSON.stringify(written.map(([name, value]) => [name, value.replace(/\r\n?/g, '\n')]))
  return said(one) === said(other)
}

/** Puts what was written back into the fields, and says so to whoever listens to the form. */
export function putBack(form: HTMLFormElement, written: Written): void {
  const said = new Map<string, string[]>()
  for (const [name, value] of written) said.set(name, [...(said.get(name) ?? []), value])
  for (const control of form.elements) {
    const name = control.getAttribute('name') ?? ''
    if (!name || ofThePage.has(name)) continue
    const values = said.get(name) ?? []
    if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement) {
      if (values[0] !== undefined) control.value = values[0]
    } else if (control instanceof HTMLInputElement) {
      if (control.type === 'checkbox' || control.type === 'radio')
        control.checked = values.includes(control.value)
      else if (values[0] !== undefined) control.value = values[0]
    }
  }
  form.dispatchEvent(new Event('input', { bubbles: true }))
}
