import { type ProgrammeKind, programmeKinds } from './kinds'

/** Which programmes a list shows; a link to it is a saved view. `ours` are those of one's own organisation, closed ones too. */
export type DirectoryView = {
  whose: 'all' | 'ours'
  kind: ProgrammeKind | null
  council: string | null
  /** In years: those that give no limit against it are shown. */
  age: number | null
}

export function directoryViewFrom(params: URLSearchParams): DirectoryView {
  const council = params.get('council')?.trim() ?? ''
  const age = params.get('age')?.trim() ?? ''
  return {
    whose: params.get('whose') === 'ours' ? 'ours' : 'all',
    kind: programmeKinds.find((kind) => kind === params.get('kind')) ?? null,
    council: council === '' || council.length > 100 ? null : council,
    age: /^\d{1,2}$/.test(age) ? Number(age) : null,
  }
}

export function directoryViewTo({ whose, kind, council, age }: DirectoryView, after?: string): string {
  const params = new URLSearchParams()
  if (whose !== 'all') params.set('whose', whose)
  if (kind) params.set('kind', kind)
  if (council) params.set('council', council)
  if (age !== null) params.set('age', String(age))
  if (after) params.set('after', after)
  return params.size ? `/programmes?${params}` : '/programmes'
}

export function isNarrowed({ kind, council, age }: DirectoryView): boolean {
  return kind !== null || council !== null || age !== null
}

/** For whom a programme is looked at, by ids alone: nobody's name stands in an address. */
export type LookedAtFor = { personId: string; transitionId: string | null }

export function lookedAtFor(params: URLSearchParams): LookedAtFor | null {
  const personId = idIn(params, 'person')
  return personId === null ? null : { personId, transitionId: idIn(params, 'for') }
}

/** The id that an address gives by this name; null for none, and for what is no id. */
export function idIn(params: URLSearchParams, name: string): string | null {
  const said = params.get(name) ?? ''
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(said) ? said.toLowerCase() : null
}

export function programmeTo(id: string, { personId, transitionId }: LookedAtFor): string {
  return `/programmes/${id}?${asParams({ person: personId, for: transitionId })}`
}

export function fittedTo({ personId, transitionId }: LookedAtFor): string {
  const params = asParams({ for: transitionId })
  return `/people/${personId}/programmes${params ? `?${params}` : ''}`
}

/** Where a referral begins. `anyway`: it does not fit, and the worker must say why all the same. */
export function chooseTo(id: string, { personId, transitionId }: LookedAtFor, how?: 'anyway'): string {
  const params = asParams({ programme: id, for: transitionId, anyway: how ? '1' : null })
  return `/people/${personId}/referrals/new?${params}`
}

function asParams(said: Record<string, string | null>): string {
  return new URLSearchParams(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  ).toString()
}
