import type { Role } from '~/access/permissions'
import type { Remark } from './cells'
import type { HeldPerson } from './held-person'
import type { PersonRow } from './person-row.input'

/**
 * The worker as whom a list is saved, with what stands beside them at this moment. They may say only what they may write: whoever is
 * new comes to themselves or, of a manager, to a team of their own.
 */
export type Importer = {
  /** Null in a trial, of which nothing stays. */
  importId: string | null
  organisationId: string
  email: string
  role: Role
  /** A manager's own teams; nobody else says whose somebody is. */
  teams: readonly { id: string; name: string }[]
  /** Of those, where new people go whose row names none. */
  team: string | null
  /** What was decided of rows that may be about somebody who is there already, by reference. */
  choices: ReadonlyMap<string, Choice>
}

/** `same`: they are that person. `other`: somebody else. `out`: the row is left out. */
export type Choice = { is: 'same'; personId: string } | { is: 'other' } | { is: 'out' }

/** The row as this worker may say it, with a warning for what they may not. */
export function asTheyMay(
  row: PersonRow,
  held: HeldPerson | null,
  importer: Importer,
): { row: PersonRow; warnings: Remark[] } {
  return importer.role === 'team-manager'
    ? ofTheirTeams(row, held, importer)
    : ofThemselves(row, held, importer)
}

function ofThemselves(row: PersonRow, held: HeldPerson | null, { email }: Importer) {
  const warnings: Remark[] = []
  if (row.workerEmail !== null && row.workerEmail !== email)
    warnings.push(remark(row, 'worker_email', row.workerEmail, held === null ? TO_YOURSELF : FOR_A_MANAGER))
  if (row.team !== null) warnings.push(remark(row, 'team', row.team, FOR_A_MANAGER))
  return { row: { ...row, team: null, workerEmail: held === null ? email : null }, warnings }
}

function ofTheirTeams(row: PersonRow, held: HeldPerson | null, { teams, team }: Importer) {
  const named = row.team?.toLowerCase()
  const theirs = teams.find(({ name }) => name.toLowerCase() === named)?.name ?? null
  const isAnothers = row.team !== null && theirs === null
  const warnings = isAnothers ? [remark(row, 'team', row.team ?? '', NOT_YOUR_TEAM)] : []
  return { row: { ...row, team: theirs ?? (held === null ? team : null) }, warnings }
}

const TO_YOURSELF = 'You can add people to yourself alone: they are with you'
const FOR_A_MANAGER = 'Who works with them is for a manager to say: this is left as it is'
const NOT_YOUR_TEAM = 'This is none of your teams: it is left out'

function remark({ row }: PersonRow, column: string, value: string, reason: string): Remark {
  return { row, column, value, reason }
}
