import type { Generated } from 'kysely'
import type { Role } from '~/access/permissions'
import type { CivilDate } from '~/shared/civil-date'

export type OrganisationTable = {
  id: Generated<string>
  slug: string
  name: string
  team_sees_team: Generated<boolean>
  is_demonstration: Generated<boolean>
  /** A count from 1 to one below this is hidden in everything that leaves a worker's own people. */
  small_under: Generated<number>
  version: Generated<number>
}

export type TeamTable = { organisation_id: string; id: Generated<string>; name: string }

export type WorkerTable = {
  organisation_id: string
  id: Generated<string>
  email: string | null
  name: string
  role: Role | 'service'
  started_at: Generated<Date>
  ended_at: Date | null
  version: Generated<number>
}

export type TeamMemberTable = { organisation_id: string; team_id: string; worker_id: string }

export type CalendarDayTable = {
  organisation_id: string
  day: CivilDate
  works: boolean
  name: string | null
}

/** One of its own days as it became; `works` null: no day of its own any more. */
export type CalendarDayVersionTable = {
  organisation_id: string
  day: CivilDate
  number: number
  works: boolean | null
  name: string | null
  made_by: string | null
  made_at: Generated<Date>
}
