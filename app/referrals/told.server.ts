import { sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import type { NoteKind, Side, Status } from './lifecycle'

export type ReferralEvent = {
  kind: 'move' | NoteKind | 'kept-sharing'
  to: Status | null
  side: Side
  reason: string | null
  note: string
  onDay: CivilDate | null
  atTime: string | null
  by: string
  on: CivilDate
}

/** What happened to it in the order of time, as far as whoever asks may read it; needs `app.referral as referral` in the query. */
export const told = sql<
  ReferralEvent[]
>`(select coalesce(jsonb_agg(jsonb_build_object('kind', event.kind, 'to', event.to_status,
    'side', event.side, 'reason', event.reason, 'note', event.note, 'onDay', event.on_day, 'atTime', event.at_time, 'by', event.by_name,
    'on', to_char(event.made_at at time zone 'Europe/London', 'YYYY-MM-DD')) order by event.seq), '[]')
  from app.referral_event event where event.referral_id = referral.id)`
