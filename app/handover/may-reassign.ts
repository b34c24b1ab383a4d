import type { Role } from '~/access/permissions'

/** Who allocates: whom they may, the database decides for each person. */
export function mayReassign(role: Role): boolean {
  return role === 'team-manager'
}
