-- What a night and a morning count is found by index, and grows with what is due: left to guess how many turns come of a worker, the
-- planner read every organisation's transitions and edges whole.
set local role airt_sec;

alter function sec.turns_of(uuid, uuid, date, jsonb, jsonb) rows 40;
alter function sec.with_something_due(uuid, date) rows 50;
alter function sec.put_in_front_of_all(uuid, date, jsonb, jsonb) set enable_seqscan = off;
alter function sec.mail_counts(uuid, date, text, jsonb, jsonb) set enable_seqscan = off;
