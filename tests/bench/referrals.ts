import type pg from 'pg'
import { today } from './people'

/** One change a person within the last 300 days, and for each a referral that came as far as one in seven, evenly. */
export async function addReferrals(client: pg.Client): Promise<void> {
  await client.query("set session_replication_role = 'replica'")
  for (const statement of [programmes, transitions, referralRows, events]) await client.query(statement)
  await client.query("set session_replication_role = 'origin'")
  await client.query('vacuum analyze')
}

const id = (what: string) => `md5(${what})::uuid`
const numbered = `(select p.*, row_number() over (order by p.id)::int n from app.person p) p`
const onDay = `('${today}'::date - 10 - p.n % 300)`

const programmes = `
  insert into app.programme (organisation_id, id, name)
  select o.id, ${id("'programme ' || o.id")}, 'Garage Saturdays' from app.organisation o`

const transitions = `
  insert into app.transition (organisation_id, id, person_id, rule, occurrence, edition, scope, certainty, law_version, prompts, duties,
    data_gaps, warnings, basis, urgent, because, skeleton)
  select p.organisation_id, ${id("'change ' || p.id")}, p.id, 'WORKER_CHANGE', 'bench', 1, 16, 'recorded', 'practice',
    jsonb_build_array(jsonb_build_object('step', '0', 'on', ${onDay})), '[]', '{}', '{}', '[]', false, '', '' from ${numbered}`

const referralRows = `
  insert into app.referral (organisation_id, id, person_id, programme_organisation_id, programme_id, transition_id, status, share_id, payload,
    sent_at, made_at)
  select p.organisation_id, ${id("'referral ' || p.id")}, p.id, p.organisation_id, ${id("'programme ' || p.organisation_id")},
    ${id("'change ' || p.id")}, (array['sent', 'accepted', 'booked', 'started', 'started', 'finished', 'declined'])[1 + p.n % 7],
    ${id("'share ' || p.id")}, '{}', ${onDay} + 2, ${onDay} + 1 from ${numbered}`

const events = `
  insert into app.referral_event (organisation_id, id, person_id, referral_id, programme_id, seq, kind, from_status, to_status, side, version,
    made_by, by_name, made_at)
  select p.organisation_id, ${id("'event ' || e.seq || p.id")}, p.id, ${id("'referral ' || p.id")}, ${id("'programme ' || p.organisation_id")},
    e.seq, e.kind, e.from_status, e.to_status, e.side, case when e.kind = 'move' then e.seq + 1 end, p.id, 'Isla Munro', ${onDay} + 2 + e.seq
    from ${numbered} join (values (1, 'move', 'draft', 'sent', 'referrer', 0, 6), (2, 'move', 'sent', 'accepted', 'partner', 1, 5),
      (2, 'move', 'sent', 'declined', 'partner', 6, 6), (3, 'move', 'accepted', 'booked', 'partner', 2, 5),
      (4, 'move', 'booked', 'started', 'partner', 3, 5), (5, 'third-session', 'started', null, 'partner', 4, 5),
      (6, 'move', 'started', 'finished', 'partner', 5, 5)) e (seq, kind, from_status, to_status, side, least, most)
      on p.n % 7 between e.least and e.most`
