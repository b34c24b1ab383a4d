import type { Generated } from 'kysely'
import type { CivilDate } from '~/shared/civil-date'
import type { Often } from './often'

export type MailChoiceTable = {
  organisation_id: string
  worker_id: string
  often: Often
  version: Generated<number>
  changed_at: Generated<Date>
}

export type MessageTable = {
  organisation_id: string
  id: Generated<string>
  worker_id: string
  kind: 'morning' | 'week' | 'now'
  on_day: CivilDate
  state: Generated<
    'waiting' | 'claimed' | 'handed-over' | 'sent' | 'not-needed' | 'refused' | 'too-late' | 'unsure'
  >
  /** As JSON text: numbers alone. */
  counts: string | null
  counted_at: Date | null
  claim: string | null
  lease_until: Date | null
  tries: Generated<number>
  try_at: Generated<Date>
  code: string | null
  made_at: Generated<Date>
  handed_at: Date | null
  ended_at: Date | null
}

export type MessageCauseTable = { organisation_id: string; message_id: string; caused_by: string }
