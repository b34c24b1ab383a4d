import type { Place } from './place'

/** Where a view leads. */
export function viewTo({ place, query }: { place: Place; query: string }): string {
  return query ? `/${place}?${query}` : `/${place}`
}
