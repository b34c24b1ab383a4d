import { attribute, decoded } from './forms-in'

export type Fields = Record<string, string>

/** A field in which anything of its kind may be written. */
export type Free = { name: string; holds: 'a text' | 'words' | 'number' }

export type Control = {
  tag: 'input' | 'button' | 'select' | 'textarea'
  type: string
  name: string
  value: string
  isChosen: boolean
  head: string
  options: readonly { value: string; isChosen: boolean }[]
}

/** What stands in a form, in its order, without its key. */
export function controlsIn(body: string): Control[] {
  const found = body.matchAll(/<(input|button)\b([^>]*)>|<(select|textarea)\b([^>]*)>([\s\S]*?)<\/\3>/g)
  return [...found].flatMap(([, single, singleHead, paired, pairedHead, inside = '']) => {
    const tag = (single ?? paired) as Control['tag']
    const head = singleHead ?? pairedHead ?? ''
    const name = attribute(head, 'name')
    if (!name || name === 'formKey') return []
    const value = tag === 'textarea' ? decoded(inside) : (attribute(head, 'value') ?? '')
    const type = tag === 'input' ? (attribute(head, 'type') ?? 'text') : tag
    const options = [...inside.matchAll(/<option\b([^>]*)>/g)].map(([, option = '']) => ({
      value: attribute(option, 'value') ?? '',
      isChosen: /\bselected\b/.test(option),
    }))
    return [{ tag, type, name, value, isChosen: /\bchecked\b/.test(head), head, options }]
  })
}

/** One of several things that a form offers to do: an act, or a decision with its reasons. */
export function isAct({ type, name }: Control, all: readonly Control[]): boolean {
  if (type !== 'radio') return false
  return name === 'act' || (name === 'kind' && all.some((other) => other.name === 'reason'))
}

/**
 * What is sent where `way` is what is done: what stands there stays, and what is empty is filled in plausibly. A rule that is set as it
 * was is no change, and a law that is not in force has no day.
 */
export function filled(controls: readonly Control[], way: Fields): Fields {
  const fields: Fields = {}
  let isUnderAnother = false
  for (const control of controls) {
    const { tag, type, name, value, isChosen } = control
    if (isAct(control, controls)) isUnderAnother = way[name] !== value
    // A reason, and a day to come back to, belong to the choice above them.
    const isAnothers = isUnderAnother && (name === 'reason' || name === 'backOn')
    if (tag === 'button' || isAct(control, controls) || isAnothers) continue
    if (type === 'checkbox') {
      // Of several that can be chosen the first is.
      if (isChosen || (name === 'chosen' && !(name in fields))) fields[name] = value || 'on'
    } else if (type === 'radio') {
      if (isChosen || !(name in fields)) fields[name] = value
    } else if (tag === 'select') fields[name] = chosenOf(control)
    else if (name === 'graceDays') fields[name] = String(Number(value) + 1)
    else if (name === 'effectiveOn' && fields.state === 'not-in-force') fields[name] = ''
    else fields[name] = value || (type === 'hidden' ? '' : plausible(control))
  }
  return { ...fields, ...way }
}

/** Those in which words or numbers of one's own may stand. */
export function freeOf(controls: readonly Control[], fields: Fields): Free[] {
  return controls.flatMap((control) => {
    const { type, name, head } = control
    if (!(name in fields) || LEFT.test(name) || isTime(type, name) || /\breadonly\b/i.test(head)) return []
    const holds = whatItHolds(control)
    return holds ? [{ name, holds }] : []
  })
}

function whatItHolds({ tag, type, head }: Control): Free['holds'] | null {
  if (attribute(head, 'inputmode') === 'numeric') return 'number'
  if (tag === 'textarea') return 'a text'
  return type === 'text' ? 'words' : null
}

function chosenOf({ options }: Control): string {
  const chosen = options.find(({ isChosen }) => isChosen) ?? options.find(({ value }) => value !== '')
  return chosen?.value ?? ''
}

/** What must be of a list, or of one person alone, stays as it is. */
const LEFT = /^(school|reference|council|stage|chi|scn|nino)$/

function plausible({ type, name, head }: Control): string {
  if (LEFT.test(name)) return ''
  if (type === 'file') return 'reference,given_name,date_of_birth\nFILE-1,Somebody,2010-05-01\n'
  if (type === 'date') return attribute(head, 'min') ?? attribute(head, 'max') ?? '2026-11-26'
  if (isTime(type, name)) return '14:30'
  return attribute(head, 'inputmode') === 'numeric' ? '20' : 'It was so'
}

function isTime(type: string, name: string): boolean {
  return type === 'time' || /^at$|[a-z](At|Time)$|^atTime\b/.test(name)
}
