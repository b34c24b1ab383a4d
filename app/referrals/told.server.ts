import { sql } from '#db/connection.server'
import type { ToldEvent } from './event-in-words'

/** What happened to it in the order of time, as far as whoever asks may read it; needs `app.referral as referral` in the query. */
export const told = sql<
  ToldEvent[]
>`(select coalesce(jsonb_agg(jsonb_build_object('kind', event.kind, 'from', event.from_status, 'to', event.to_status,
    'side', event.side, 'reason', event.reason, 'note', event.note, 'onDay', event.on_day, 'atTime', event.at_time, 'by', event.by_name,
    'on', to_char(event.made_at at time zone 'Europe/London', 'YYYY-MM-DD')) order by event.seq), '[]')
  from app.referral_event event where event.referral_id = referral.id)`
