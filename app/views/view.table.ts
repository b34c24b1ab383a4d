import type { Generated } from 'kysely'
import type { Place } from './place'

/** A list under a name, as its address says it. */
export type SavedViewTable = {
  organisation_id: string
  id: Generated<string>
  worker_id: string
  place: Place
  name: string
  query: string
  is_shared: Generated<boolean>
  version: Generated<number>
  made_at: Generated<Date>
  ended_at: Date | null
}

/** That a worker has a view on their Today. */
export type ViewPinTable = {
  organisation_id: string
  worker_id: string
  view_id: string
  ended_at: Date | null
}
