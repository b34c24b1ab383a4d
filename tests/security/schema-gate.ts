import { type Db, sql } from '#db/connection.server'

/** Tables that no signed-in user reaches at all: only the database's own functions and work without a browser do. */
const closedToTheApp = [
  'app.exclusion',
  'app.message',
  'app.message_cause',
  'app.restricted_reader',
  'app.unusual_look',
  'app.unusual_read',
  'app.unusual_read_version',
  'app.same_person',
  'app.person_merge',
  'app.uptake_count',
  'app.uptake_member',
  'app.uptake_salt',
]

/** Tables that are no one's own. */
const knownToEverybody = ['app.school', 'app.school_session']

/** Rows that work without a browser may take away: each says only that something holds, and is written down as it goes. */
const takenAwayByWork = [
  'app.team_member',
  'app.restricted_reader',
  'app.calendar_day',
  'app.programme_staff',
]

/** Functions that run before anybody is known, and that say nothing to whoever can't show a secret. */
const asksNobody = [
  'sec.begin_sign_in',
  'sec.link_for',
  'sec.sign_in',
  'sec.token_hash',
  'sec.use_link',
  'sec.session_was',
  'sec.open_calendar',
  'sec.clock_went_back',
]

/** Functions that seal the account of who saw what: nobody need be signed in, and they tell how far it is sealed and nothing of it. */
const sealsOnly = ['aud.newest_seal', 'aud.seal_next']

/** Indexes of a person's tables that hold across organisations, each for a reason. */
const acrossOrganisations = [
  // A way in names a person by the id alone, so no two organisations may hold the same one.
  'app.person_by_id',
]

const listed = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ')

const ours = `n.nspname in ('app', 'sec', 'aud')`
const relations = 'pg_class c join pg_namespace n on n.oid = c.relnamespace'
const tables = `${relations} where c.relkind in ('r', 'p') and not c.relispartition`
const functions = `pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}`
const logins = `(values ('airt_app'), ('airt_jobs')) login (name)`
const everyRight = `'select, insert, update, delete, truncate, references, trigger'`
const anyRight = (role: string) =>
  `(has_table_privilege(${role}, c.oid, ${everyRight}) or has_any_column_privilege(${role}, c.oid, 'select, insert, update, references'))`
const named = 'c.oid::regclass::text'
const aboutPeople = `(c.oid = 'app.person'::regclass or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'person_id'))`

/** What must not be there, each with the query that finds it. No row: nothing is wrong. */
const wrongs: Readonly<Record<string, string>> = {
  'has no forced row-level security': `select ${named} from ${tables} and n.nspname = 'app'
    and not (c.relrowsecurity and c.relforcerowsecurity)`,
  'has no policy for airt_app': `select ${named} from ${tables} and n.nspname = 'app' and ${named} not in (${listed(closedToTheApp)})
    and not exists (select from pg_policy p where p.polrelid = c.oid and 'airt_app'::regrole = any (p.polroles))`,
  'is closed to the app and yet granted to it': `select ${named} from ${tables} and ${named} in (${listed(closedToTheApp)})
    and (${anyRight(`'airt_app'`)} or exists (select from pg_policy p where p.polrelid = c.oid and 'airt_app'::regrole = any (p.polroles)))`,
  'has a policy for everybody': `select ${named} from pg_policy p join pg_class c on c.oid = p.polrelid where 0 = any (p.polroles)`,
  'has a policy that does not ask who is signed in': `select ${named} || ' ' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polpermissive and p.polroles && array['airt_app'::regrole::oid, 'airt_jobs'::regrole::oid] and ${named} not in (${listed(knownToEverybody)})
      and (coalesce(pg_get_expr(p.polqual, p.polrelid), 'sec.uid') !~ 'sec\\.\\w+'
        or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'sec.uid') !~ 'sec\\.\\w+')`,
  'is about people and opens by something other than a way in': `select ${named} || ' ' || p.polname from pg_policy p join pg_class c on c.oid = p.polrelid
    where p.polpermissive and 'airt_app'::regrole = any (p.polroles) and c.oid::regclass::text like 'app.%' and ${aboutPeople}
      and concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) !~ 'sec\\.(reads|writes)\\('`,
  'belongs to the access rules and is open to a login': `select ${named} || ' to ' || login.name from ${relations}, ${logins}
    where n.nspname = 'sec' and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and case
      when c.relkind = 'S' then has_sequence_privilege(login.name, c.oid, 'usage, select, update')
      when ${named} = 'sec.edge' and login.name = 'airt_app' then
        has_table_privilege('airt_app', c.oid, 'insert, update, delete, truncate, references, trigger') or not c.relrowsecurity
      else ${anyRight('login.name')} end`,
  'is granted to everybody': `select ${named} from ${relations}, aclexplode(c.relacl) acl where ${ours} and acl.grantee = 0
    union all select n.nspname::text from pg_namespace n, aclexplode(n.nspacl) acl where ${ours} and acl.grantee = 0`,
  'is a view that sees more than who asks': `select ${named} from ${relations} where ${ours} and (c.relkind in ('m', 'f')
    or c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false))`,
  'may be run by everybody': `select p.oid::regprocedure::text from ${functions} and has_function_privilege('public', p.oid, 'execute')`,
  'runs with more rights and no fixed path': `select p.oid::regprocedure::text from ${functions} and p.prosecdef
    and not exists (select from unnest(p.proconfig) setting where setting ~ '^search_path=.*, pg_temp$')`,
  'runs with more rights for a login and does not ask who is signed in': `select p.oid::regprocedure::text from ${functions} and p.prosecdef
    and (has_function_privilege('airt_app', p.oid, 'execute') or has_function_privilege('airt_jobs', p.oid, 'execute'))
    and n.nspname || '.' || p.proname not in (${listed([...asksNobody, ...sealsOnly])})
    and p.prosrc !~ 'sec\\.(session_in_force|(uid|session_now|browser_now|token_hash|may_derive|worker_for_work|worker_at_work)\\()'`,
  'is a role with too much power': `select rolname::text from pg_roles where rolname ~ '^airt_(app|jobs|owner|sec|report|seal|backup)$' and (rolsuper
    or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or (rolcanlogin <> (rolname in ('airt_app', 'airt_jobs'))))`,
  'is a login that belongs to another role': `select member::regrole || ' in ' || roleid::regrole from pg_auth_members
    where member in ('airt_app'::regrole, 'airt_jobs'::regrole)`,
  'is owned by a login of the app': `select d.refobjid::regrole || ' owns ' || pg_describe_object(d.classid, d.objid, 0) from pg_shdepend d
    where d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass and d.refobjid in ('airt_app'::regrole, 'airt_jobs'::regrole)
      and d.dbid in (0, (select oid from pg_database where datname = current_database()))`,
  'is owned by somebody who can log in': `select ${named} from ${relations} join pg_roles r on r.oid = c.relowner where ${ours} and r.rolcanlogin
    union all select p.oid::regprocedure::text from ${functions} and exists (select from pg_roles r where r.oid = p.proowner and r.rolcanlogin)`,
  'is a schema that a login may add to': `select n.nspname || ' by ' || login.name from pg_namespace n, ${logins}
    where n.nspname !~ '^pg_(toast_)?temp_' and has_schema_privilege(login.name, n.oid, 'create')`,
  'is an account of who saw what, and open to a login': `select ${named} || ' to ' || login.name from ${relations}, ${logins}
    where n.nspname = 'aud' and case when c.relkind = 'S' then has_sequence_privilege(login.name, c.oid, 'usage, select, update')
      when c.relkind in ('r', 'p', 'v') then ${anyRight('login.name')} else false end`,
  'is an account of who saw what, and its functions may change or read it': `select ${named} from ${relations}
    where n.nspname = 'aud' and c.relkind in ('r', 'p') and has_table_privilege('airt_sec', c.oid, 'select, update, delete, truncate')`,
  'is an account of who saw what, and who seals it may do more than that': `select ${named} from ${relations}
    where n.nspname = 'aud' and c.relkind in ('r', 'p', 'S') and case
      when c.relkind = 'S' then has_sequence_privilege('airt_seal', c.oid, 'usage, update')
      else has_table_privilege('airt_seal', c.oid, 'update, delete, truncate, references, trigger')
        or (${named} like 'aud.audit_entry%' and has_any_column_privilege('airt_seal', c.oid, 'insert')) end
    union all select n.nspname::text from pg_namespace n where n.nspname <> 'aud' and ${ours} and has_schema_privilege('airt_seal', n.oid, 'usage, create')`,
  'seals the account, and the app may run it': `select p.oid::regprocedure::text from ${functions} and pg_get_userbyid(p.proowner) = 'airt_seal'
    and (has_function_privilege('airt_app', p.oid, 'execute') or has_function_privilege('airt_sec', p.oid, 'execute')
      or (has_function_privilege('airt_jobs', p.oid, 'execute') and n.nspname || '.' || p.proname not in (${listed(sealsOnly)})))`,
  'is sealed without a trigger that keeps it': `select named.name from (values ('aud.audit_entry'), ('aud.seal')) named (name)
    where (select count(*) from pg_trigger t where t.tgrelid = named.name::regclass and t.tgfoid = 'aud.refuse'::regproc and t.tgenabled = 'O') < 2`,
  'can be emptied or taken away': `select ${named} || ' by ' || login.name from ${tables.replace(' where ', `, ${logins} where `)} and n.nspname = 'app'
    and (has_table_privilege(login.name, c.oid, 'truncate, references, trigger') or (has_table_privilege(login.name, c.oid, 'delete')
      and (login.name = 'airt_app' or ${named} not in (${listed(takenAwayByWork)}))))`,
  'could be moved to another person or organisation': `select ${named} || '.' || a.attname from ${tables.replace(' where ', ' join pg_attribute a on a.attrelid = c.oid where ')}
    and n.nspname = 'app' and a.attname in ('organisation_id', 'id', 'person_id', 'is_restricted')
    and has_column_privilege('airt_app', c.oid, a.attnum, 'update')`,
  'is about people and lacks an organisation': `select ${named} from ${tables} and n.nspname = 'app' and ${aboutPeople}
    and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id' and a.attnotnull)`,
  'is a key that does not begin with the organisation': `select i.indexrelid::regclass::text from ${tables.replace(' where ', ' join pg_index i on i.indrelid = c.oid where ')}
    and n.nspname = 'app' and ${aboutPeople} and i.indisunique and i.indexrelid::regclass::text not in (${listed(acrossOrganisations)})
    and (select a.attname from pg_attribute a where a.attrelid = c.oid and a.attnum = i.indkey[0]) is distinct from 'organisation_id'`,
  'says who wrote it, and takes the word of the statement for it': `select ${named} || '.' || a.attname from ${tables.replace(' where ', ' join pg_attribute a on a.attrelid = c.oid where ')}
    and n.nspname = 'app' and a.attname in ('changed_by', 'made_by', 'decided_by') and (has_column_privilege('airt_app', c.oid, a.attnum, 'insert')
      or has_column_privilege('airt_app', c.oid, a.attnum, 'update'))
    and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'says_who')
    and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive
      and pg_get_expr(p.polwithcheck, p.polrelid) like '%' || a.attname || ' = ( SELECT sec.uid()%')`,
  'can be moved by work to another person or organisation': `select ${named} from ${tables} and n.nspname = 'app'
    and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organisation_id')
    and has_any_column_privilege('airt_jobs', c.oid, 'update')
    and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'keeps_its_place')`,
  'names a person without their organisation': `select k.conname::text from pg_constraint k where k.contype = 'f' and k.confrelid = 'app.person'::regclass
    and (select array_agg(a.attname::text order by key.place) from unnest(k.confkey) with ordinality key (num, place)
          join pg_attribute a on a.attrelid = k.confrelid and a.attnum = key.num) <> array['organisation_id', 'id']`,
}

/** Everything about the schema that would let somebody see or change what is not theirs; empty when nothing is wrong. */
export async function whatIsWrong(db: Db): Promise<string[]> {
  const asked = Object.entries(wrongs).map(
    ([wrong, query]) =>
      sql`select ${sql.lit(wrong)} as wrong, found.thing from (${sql.raw(query)}) found (thing)`,
  )
  const { rows } = await sql<{
    wrong: string
    thing: string
  }>`${sql.join(asked, sql` union all `)} order by 1, 2`.execute(db)
  return rows.map(({ wrong, thing }) => `${thing} ${wrong}`)
}
