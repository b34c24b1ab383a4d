export const shows = ['open', 'without-worker', 'closed'] as const
export const sorts = ['name', 'next'] as const

export type CaseloadView = { show: (typeof shows)[number]; sort: (typeof sorts)[number] }

/** A link to a list is a saved view: what it shows and how it is ordered stand in the address. */
export function caseloadViewFrom(params: URLSearchParams): CaseloadView {
  return {
    show: shows.find((each) => each === params.get('show')) ?? 'open',
    sort: sorts.find((each) => each === params.get('sort')) ?? 'name',
  }
}

export function caseloadViewTo({ show, sort }: CaseloadView, after?: string): string {
  const params = new URLSearchParams()
  if (show !== 'open') params.set('show', show)
  if (sort !== 'name') params.set('sort', sort)
  if (after) params.set('after', after)
  return params.size ? `/people?${params}` : '/people'
}

/** Where the same list stands with everybody on it chosen; null where they are. */
export function allChosen(here: string, params: URLSearchParams): string | null {
  if (params.has('all')) return null
  return `${here}${here.includes('?') ? '&' : '?'}all=chosen`
}
