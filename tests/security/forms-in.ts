/** A form of a page: where it goes, and what it sends when it is filled in plausibly. */
export type FormOnPage = { path: string; fields: Record<string, string> }

/** The forms of a page that are posted, each with its hidden fields as they stand and something in every other. */
export function formsIn(page: { path: string; text: string }): FormOnPage[] {
  const forms = [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
  return forms.flatMap(([, head = '', body = '']) => {
    if (attribute(head, 'method')?.toLowerCase() !== 'post') return []
    const path = attribute(head, 'action') ?? page.path
    return [{ path, fields: { ...inputs(body), ...selects(body), ...textareas(body) } }]
  })
}

/** Where a page leads: its links, and its forms that only ask. */
export function leadsTo(page: { path: string; text: string }): string[] {
  const links = [...page.text.matchAll(/<a\b([^>]*)>/g)].map(([, tag = '']) => attribute(tag, 'href') ?? '')
  const asking = [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, head = '']) => attribute(head, 'method')?.toLowerCase() === 'get')
    .map(([, head = '', body = '']) => {
      const [path] = (attribute(head, 'action') ?? page.path).split('?')
      return `${path}?${new URLSearchParams({ ...inputs(body), ...selects(body) })}`
    })
  return [...links.map((href) => href.split('#')[0] ?? ''), ...asking].filter((to) => /^\/(?!\/)/.test(to))
}

function inputs(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, tag = ''] of body.matchAll(/<(?:input|button)\b([^>]*)>/g)) {
    const name = attribute(tag, 'name')
    if (!name || name === 'formKey') continue
    const type = attribute(tag, 'type') ?? 'text'
    const value = attribute(tag, 'value') ?? ''
    if ((type === 'radio' || type === 'checkbox') && fields[name] !== undefined && !/\bchecked\b/.test(tag))
      continue
    // A reason belongs to some answers alone, and not to the first.
    if (name === 'reason' && !/\bchecked\b/.test(tag)) continue
    fields[name] = type === 'hidden' || value !== '' ? value : plausible(name, type, tag)
  }
  return fields
}

function selects(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, tag = '', inside = ''] of body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const name = attribute(tag, 'name')
    if (!name) continue
    const options = [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) => option)
    const chosen =
      options.find((option) => /\bselected\b/.test(option)) ??
      options.find((option) => attribute(option, 'value'))
    fields[name] = attribute(chosen ?? '', 'value') ?? ''
  }
  return fields
}

function textareas(body: string): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const [, tag = '', inside = ''] of body.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    const name = attribute(tag, 'name')
    if (name) fields[name] = decoded(inside) || 'It was so'
  }
  return fields
}

function plausible(name: string, type: string, tag: string): string {
  if (type === 'date') return '2026-11-20'
  // A school must be one that is known, and a reference is one person's alone.
  if (name === 'school' || name === 'reference') return ''
  if (type === 'time') return '09:30'
  if (type === 'file') return 'reference,given_name,date_of_birth\nFILE-1,Somebody,2010-05-01\n'
  if (/day$/i.test(name)) return '20'
  if (/month$/i.test(name)) return '11'
  if (/year$/i.test(name)) return '2026'
  if (/time$/i.test(name)) return '09:30'
  return attribute(tag, 'inputmode') === 'numeric' ? '1' : 'It was so'
}

/** What an attribute of a tag says; undefined where it has none of this name. */
export function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, 'i').exec(tag)
  return found?.[1] === undefined ? undefined : decoded(found[1])
}

export function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
