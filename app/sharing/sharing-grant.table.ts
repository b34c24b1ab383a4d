import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { Basis } from './decision'

/** What is shared, with somebody or with whoever works on a programme, on what decision and until when. */
export type SharingGrantTable = {
  organisation_id: string
  id: Generated<string>
  person_id: string
  to_worker_id: string | null
  to_programme_organisation_id: string | null
  to_programme_id: string | null
  scopes: number
  /** Why it is needed, in words. */
  purpose: string
  /** `public task` in rows from before there was a question to answer. */
  basis: Basis | 'public task'
  would_share_anyway: 'yes' | 'no' | null
  said_by: string | null
  said_on: CivilDate | null
  contrary_view: string | null
  views: string | null
  told: string | null
  starts_at: Generated<Date>
  expires_at: Date
  revoked_at: Date | null
  revoked_because: string | null
  made_by: string | null
  version: Generated<number>
}
