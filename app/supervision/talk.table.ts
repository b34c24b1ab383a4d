import type { Generated } from 'kysely'

export type TalkWishTable = {
  organisation_id: string
  id: Generated<string>
  worker_id: string
  wishes: boolean
  said_at: Generated<Date>
}
