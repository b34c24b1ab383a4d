import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import { rulesOfKind } from './families'

export const stages = ['needs-decision', 'put-off', 'coming', 'decided', 'passed'] as const

/** How far a change is, from what is stored of it: each has one. What each means stands in stageWords. */
export type Stage = (typeof stages)[number]

export const whens = ['6-months', '12-weeks', 'all-ahead', 'not-known', 'past'] as const

/** Which days: ahead, not known, or those of the last six months. */
export type When = (typeof whens)[number]

export type PlaceView = {
  /** A family of rules or one rule, by its code. */
  kind: string | null
  /** The id of whoever leads, or `nobody`. */
  worker: string | null
  stage: Stage | null
  when: When
}

/** The last row of the page before: null is a day that is not known. */
export type PlaceKey = { on: CivilDate | null; id: string }

export const everything: PlaceView = { kind: null, worker: null, stage: null, when: '6-months' }

const names = ['kind', 'worker', 'stage', 'when', 'after'] as const

/** What of an address was not understood, by its name. */
export type NotUnderstood = (typeof names)[number]

/** A link to the list is a saved view: what it shows stands in the address. What is not understood is left out and named. */
export function placeViewFrom(params: URLSearchParams): {
  view: PlaceView
  after: PlaceKey | null
  notUnderstood: NotUnderstood[]
} {
  const read = {
    kind: given(params, 'kind', (kind) => (rulesOfKind(kind) ? kind : null)),
    worker: given(params, 'worker', (worker) => (WORKER.test(worker) ? worker : null)),
    stage: given(params, 'stage', (stage) => stages.find((each) => each === stage) ?? null),
    when: given(params, 'when', (when) => whens.find((each) => each === when) ?? null),
    after: given(params, 'after', keyFrom),
  }
  return {
    view: {
      kind: read.kind ?? null,
      worker: read.worker ?? null,
      stage: read.stage ?? null,
      when: read.when ?? everything.when,
    },
    after: read.after ?? null,
    notUnderstood: names.filter((name) => read[name] === null),
  }
}

/** Undefined where nothing is given, null where it is not understood. */
function given<T>(
  params: URLSearchParams,
  name: NotUnderstood,
  read: (said: string) => T | null,
): T | null | undefined {
  const said = params.get(name)
  return said === null || said === '' ? undefined : read(said)
}

const WORKER = /^(nobody|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/

function keyFrom(text: string): PlaceKey | null {
  const [, day = '', id = ''] =
    /^(\d{4}-\d{2}-\d{2}|none)\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text) ?? []
  const on = parseCivilDate(day)
  return id === '' || (on === null && day !== 'none') ? null : { on, id }
}

export function placeViewTo(view: PlaceView, after?: PlaceKey): string {
  const query = queryOf(view)
  const key = after && `after=${after.on ?? 'none'}.${after.id}`
  const all = [query, key].filter(Boolean).join('&')
  return all ? `/transitions?${all}` : '/transitions'
}

/** What a view is in an address, always in the same order; nothing for the list as it comes. */
export function queryOf({ kind, worker, stage, when }: PlaceView): string {
  const params = new URLSearchParams()
  if (kind) params.set('kind', kind)
  if (worker) params.set('worker', worker)
  if (stage) params.set('stage', stage)
  if (when !== everything.when) params.set('when', when)
  return params.toString()
}

/** The same address with a word of what has just been done there. */
export function withNote(to: string, note: string): string {
  return `${to}${to.includes('?') ? '&' : '?'}${note}`
}

/** Where somebody came from, as an address of ours and nothing else: the list as they saw it, or Today. */
export function backTo(said: string): string {
  if (said === '/today') return said
  const { view, after } = placeViewFrom(new URLSearchParams(said.split('?')[1] ?? ''))
  return placeViewTo(view, after ?? undefined)
}

/** How many changes were taken back, as the address says it; null where it says nothing of it. */
export function takenBackFrom(params: URLSearchParams): number | null {
  const text = params.get('undone')
  return text !== null && /^\d{1,3}$/.test(text) ? Number(text) : null
}
