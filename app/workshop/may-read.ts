import type { Role } from '~/access/permissions'

/** The permission matrix, row "Rules, calendars". */
const readers: readonly Role[] = [
  'youth-worker',
  'justice-social-worker',
  'team-manager',
  'programme-lead',
  'data-protection',
  'administrator',
]

export function mayReadRules(role: Role): boolean {
  return readers.includes(role)
}

/** The settings of rules. */
export function mayChangeRules(role: Role): boolean {
  return role === 'administrator'
}

/** The organisation's working days. */
export function mayChangeDays(role: Role): boolean {
  return role === 'administrator' || role === 'team-manager'
}

/** Who says that an item of the law was checked. */
export function mayCheckLaw(role: Role): boolean {
  return role === 'administrator' || role === 'data-protection'
}
