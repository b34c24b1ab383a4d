import { type Control, controlsIn, type Fields, type Free, filled, freeOf, isAct } from './controls-in'
import { attribute } from './forms-in'

/**
 * A form of a page in one of the ways in which it can be sent: each of its buttons, and each thing that it offers to do, is one.
 * `signature` is the same wherever this form stands, whoever it is about; `free` are the fields in which anything can be written.
 */
export type WholeForm = {
  path: string
  signature: string
  fields: Fields
  free: readonly Free[]
  isVersioned: boolean
}

export function wholeFormsIn(page: { path: string; text: string }): WholeForm[] {
  const forms = [...page.text.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
  return forms.flatMap(([, head = '', body = '']) => {
    if (attribute(head, 'method')?.toLowerCase() !== 'post') return []
    const path = attribute(head, 'action') ?? page.path
    const controls = controlsIn(body)
    return waysToSend(controls).map((way) => {
      const fields = filled(controls, way)
      return {
        path,
        signature: signatureOf(path, controls, way),
        fields,
        free: freeOf(controls, fields),
        isVersioned: 'version' in fields,
      }
    })
  })
}

/** An address without whom it is about, and without which rule or which law. */
export function kindOf(path: string): string {
  return path
    .replace(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, ':id')
    .replace(
      /^\/rules\/(law\/\d+|[A-Z][A-Z\d_]+)/,
      (_, which: string) => `/rules/${which.startsWith('law') ? 'law/:item' : ':code'}`,
    )
}

/** One for each button that says something; of what is offered to be done, one each. */
function waysToSend(controls: readonly Control[]): Fields[] {
  const offered = controls.filter((control) => control.tag === 'button' || isAct(control, controls))
  return offered.length === 0 ? [{}] : offered.map(({ name, value }) => ({ [name]: value }))
}

/** What an address asks for beside its page, where that makes the form no other one. */
const FROM_WHERE: ReadonlySet<string> = new Set([
  'draft',
  'line',
  'for',
  'anyway',
  'programme',
  'card',
  'person',
  'list',
  'from',
])

/** A list that shows what is asked for: its form is the same however it is narrowed. */
const NARROWED = '/transitions'

/** A form's own name, without whom it is about: its address, what it does or asks first, and whether it is about one line of several. */
function signatureOf(path: string, controls: readonly Control[], way: Fields): string {
  const [address = '', query] = kindOf(path).split('?')
  const asked = [...new URLSearchParams(query)].filter(
    ([name]) => address !== NARROWED && !FROM_WHERE.has(name),
  )
  const hidden = controls.filter(({ type }) => type === 'hidden')
  const said = hidden.filter(({ name }) => /^(act|about)$/.test(name)).map(({ name, value }) => [name, value])
  const does = [...asked, ...said, ...Object.entries(way)].map((each) => each.join('='))
  const [asks] = controls.filter(({ tag, type }) => tag !== 'button' && type !== 'hidden')
  if (does.length === 0 && asks) does.push(asks.name)
  return [address, ...does, ...(hidden.some(({ name }) => name === 'id') ? ['of a line'] : [])].join(' ')
}
