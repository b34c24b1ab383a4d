import type { Generated } from 'kysely'

export type DraftTable = {
  organisation_id: string
  worker_id: string
  /** The id of the form's own key. */
  id: string
  path: string
  about_id: string | null
  fields: Buffer
  saved_at: Generated<Date>
  tried_at: Date | null
}
