import type { Role } from '~/access/permissions'

/** The permission matrix, row "Audit of a person"; how much of it, the database says. */
const readers: readonly Role[] = ['youth-worker', 'justice-social-worker', 'team-manager', 'data-protection']

export function mayReadReaders(role: Role): boolean {
  return readers.includes(role)
}

/** Who has a queue of unusual reads. */
const reviewers: readonly Role[] = ['team-manager', 'data-protection']

export function mayReview(role: Role): boolean {
  return reviewers.includes(role)
}
