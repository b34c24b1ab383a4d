import type { Role } from './permissions'

const placeNames = { today: 'Today', people: 'People' } as const

/** What stands behind one's own name. */
export const accountLinks = [{ to: '/account', label: 'My account' }]

const seesPeople: ReadonlySet<Role> = new Set<Role>([
  'youth-worker',
  'justice-social-worker',
  'team-manager',
  'programme-lead',
  'partner',
  'contributor',
])

/** The places of the top bar for this role. The first is where its day begins. */
export function placesOf(role: Role): [Place, ...Place[]] {
  const today = { to: '/today', label: placeNames.today }
  return seesPeople.has(role) ? [today, { to: '/people', label: placeNames.people }] : [today]
}

type Place = { to: string; label: string }
