import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

export type SchoolTable = { id: Generated<string>; name: string; council: string | null }

export type SchoolSessionTable = {
  school_id: string
  session: string
  starts_on: CivilDate | null
  christmas_holiday_first_day: CivilDate | null
  ends_on: CivilDate | null
}
