import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

export type LawState = 'not-in-force' | 'in-part' | 'in-force' | 'not-found' | 'settled'

/** One look at an item of the law watch: what was found, by whom and when. */
export type LawCheckTable = {
  id: Generated<string>
  item: number
  state: LawState
  effective_on: CivilDate | null
  found: string
  checked_on: CivilDate
  checked_by: string
  checked_as: string
  made_at: Generated<Date>
}
