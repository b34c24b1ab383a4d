import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'

export type SupervisionNoteTable = {
  organisation_id: string
  id: string
  worker_id: string
  manager_id: string
  week_on: CivilDate
  words: Buffer
  made_at: Generated<Date>
}
