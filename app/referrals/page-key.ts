import { parseCivilDate } from '~/shared/civil-date'

/** Where a page of referrals goes on: its place in the order, its day, and an id; no name stands in an address. */
export type ReferralKey = { place: number; day: string; id: string }

const KEY = /^(\d)\.(\d{4}-\d{2}-\d{2}|infinity)\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/

export function referralKeyTo({ place, day, id }: ReferralKey): string {
  return `${place}.${day}.${id}`
}

/** Null for what is no such key. */
export function referralKeyFrom(said: string | null): ReferralKey | null {
  const [, place, day = '', id = ''] = KEY.exec(said ?? '') ?? []
  if (place === undefined || (day !== 'infinity' && parseCivilDate(day) === null)) return null
  return { place: Number(place), day, id }
}
