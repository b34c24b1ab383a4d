import type { Busy } from './busy'
import { leadsTo as linksOn } from './forms-in'
import type { RealServer } from './real-server'
import { kindOf, type WholeForm, wholeFormsIn } from './whole-forms'

export type OnPage = { form: WholeForm; page: string; isTried?: boolean }

/** What is not done on one page is tried on the next that has it. */
export type Tried = { isDone: boolean; leadsTo: string | null }

/** Forms of the worker's own session and sign-in, which tests/access tries. */
const OF_THE_SESSION = /^\/(account|sign-in|sign-out|session|link)\b/

/** Stands on every page. */
const SEARCH = '/search'

/** Pages of one kind that are looked at: enough that what can be done once can be done in each of its ways. */
const WITHOUT_A_FORM = 2
const WITH_A_FORM = 4
const OF_REFERRALS = 12

/**
 * Finds every form on the pages to which a worker's own lead, and tries each until it is done once, as its page stands at that moment;
 * what ends something comes last. What a form leads to is looked at again: what can only be done then is found there.
 */
export async function tryEveryForm(
  server: RealServer,
  { token, from, order }: Busy,
  isWanted: (form: WholeForm) => boolean,
  tryOne: (found: OnPage) => Promise<Tried>,
): Promise<void> {
  const toLookAt = from.map((path) => ({ path, isKnown: false }))
  const kinds = new Map<string, Kind>()
  const forms = new Map<string, Map<string, OnPage>>()
  const done = new Set<string>()

  for (;;) {
    for (let next = toLookAt.shift(); next; next = toLookAt.shift()) {
      if (!next.isKnown && !isNew(kinds, next.path)) continue
      const { status, text } = await server.get(next.path, token)
      if (status !== 200) continue
      const page = { path: next.path, text }
      for (const form of wholeFormsIn(page)) {
        if (OF_THE_SESSION.test(form.path) || !isWanted(form)) continue
        if (form.path !== SEARCH) kindFor(kinds, page.path).hasForms = true
        const known = forms.get(form.signature) ?? new Map<string, OnPage>()
        if (!known.has(page.path)) forms.set(form.signature, known.set(page.path, { form, page: page.path }))
      }
      for (const path of linksOn(page)) toLookAt.push({ path, isKnown: false })
    }

    const next = likeliest(forms, done, order)
    if (!next) return
    const { page, form } = next
    forms.get(form.signature)?.set(page, { ...next, isTried: true })
    const now = await formOn(server, token, page, form.signature)
    if (!now) continue
    const { isDone, leadsTo } = await tryOne({ form: now, page })
    if (isDone) done.add(form.signature)
    const changed = new Set([page, now.path, leadsTo?.split('#')[0] ?? page])
    for (const path of changed) toLookAt.push({ path, isKnown: true })
  }
}

/** The page on which this form stands: one of these, or one of their own lines. @throws where there is none. */
export async function findForm(
  server: RealServer,
  token: string,
  from: readonly string[],
  signature: string,
): Promise<OnPage> {
  const [address] = signature.split(' ')
  for (const path of from.filter((each) => kindOf(each) === address)) {
    const { text } = await server.get(path, token)
    const lines = linksOn({ path, text }).filter((link) => link.startsWith(`${path}?`))
    for (const page of [path, ...lines]) {
      const form = await formOn(server, token, page, signature)
      if (form) return { form, page }
    }
  }
  throw new Error(`Nothing leads to ${signature}`)
}

/** This form as its page stands now; undefined where it is not on it any more. */
export async function formOn(
  server: RealServer,
  token: string,
  path: string,
  signature: string,
): Promise<WholeForm | undefined> {
  const { text } = await server.get(path, token)
  return wholeFormsIn({ path, text }).find((form) => form.signature === signature)
}

/** What a page shows: not what it hands over to its scripts. */
export function readIn({ text }: { text: string }): string {
  return text.replace(/<script\b[\s\S]*?<\/script>/g, '')
}

type Kind = { paths: Set<string>; hasForms: boolean }

function isNew(kinds: Map<string, Kind>, path: string): boolean {
  const { paths, hasForms } = kindFor(kinds, path)
  const most = /\/(referrals|inbox)\/:id$/.test(kindOf(path))
    ? OF_REFERRALS
    : hasForms
      ? WITH_A_FORM
      : WITHOUT_A_FORM
  if (paths.has(path) || paths.size >= most || OF_THE_SESSION.test(path)) return false
  paths.add(path)
  return true
}

/** Pages of one address that ask for the same are of one kind. */
function kindFor(kinds: Map<string, Kind>, path: string): Kind {
  const [address = '', query] = kindOf(path).split('?')
  const name = [address, ...new URLSearchParams(query).keys()].join(' ')
  const known = kinds.get(name) ?? { paths: new Set(), hasForms: false }
  kinds.set(name, known)
  return known
}

function likeliest(
  forms: ReadonlyMap<string, ReadonlyMap<string, OnPage>>,
  done: ReadonlySet<string>,
  order: Busy['order'],
): OnPage | undefined {
  const left = [...forms]
    .filter(([signature]) => !done.has(signature))
    .flatMap(([, pages]) => [...pages.values()].find(({ isTried }) => !isTried) ?? [])
  const inOrder = order === 'as they stand' ? left : left.reverse()
  return inOrder.sort((one, other) => endsOf(one) - endsOf(other))[0]
}

/** The more it ends, the later it is tried. */
function endsOf({ form: { signature } }: OnPage): number {
  if (/\/close\b/.test(signature)) return 2
  return /withdraw|remove|cancel|decline|redirect|stop|not-connected/.test(signature) ? 1 : 0
}
