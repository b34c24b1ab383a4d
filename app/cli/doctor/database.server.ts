import { type Db, sql } from '#db/connection.server'
import { migrationDigests } from '#db/migrate.server'
import { saysNotHeld, settingsNotHeld } from '#db/settings-held.server'
import { isHeldTwice } from '#db/standby.server'
import { anchorFileOf } from '~/audit/anchors.server'
import { verify } from '~/audit/verify.server'
import { inWords } from '~/audit/verify-dump.mjs'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { type Finding, warning, well, wrong } from './finding'

/** What is looked at in the database, each by itself: one that fails hides no other. `owner` is who migrates. */
export async function databaseFindings(
  env: Env,
  owner: Db,
  ownerUrl: string,
  app: Db | null,
): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const look of [version, settings, clock, checksums, standby, migrations])
    findings.push(await look(owner, env))
  if (findings.at(-1)?.verdict === 'wrong') return findings
  if (app !== null) findings.push(await settingsOfApp(app))
  for (const look of [partitions, roles, backups, drills, unusual, mails])
    findings.push(await look(owner, env))
  findings.push(await audit(env, ownerUrl))
  return findings
}

async function version(db: Db): Promise<Finding> {
  const { rows } = await sql<{ version: string; number: number }>`
    select current_setting('server_version') as version, current_setting('server_version_num')::int as number`.execute(
    db,
  )
  const { version: says = '', number = 0 } = rows[0] ?? {}
  if (number < 150_000)
    return wrong('database', `It is PostgreSQL ${says}.`, 'Move it to PostgreSQL 15 or later.')
  return well('database', `PostgreSQL ${says} answers.`)
}

async function settings(db: Db): Promise<Finding> {
  const check = 'what is saved stays saved'
  const [off] = await settingsNotHeld(db)
  if (off)
    return wrong(
      check,
      `${saysNotHeld(off).replace(/^t/, 'T')}.`,
      `alter system set ${off.name} = on, and start PostgreSQL again.`,
    )
  const { rows } = await sql<{ who: string; setting: string }>`
    select coalesce(r.rolname, d.datname, 'everybody') as who, setting
      from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole left join pg_database d on d.oid = s.setdatabase,
           unnest(s.setconfig) setting
     where setting ~* '^(fsync|full_page_writes|synchronous_commit)=(off|false|0|local)'
       and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))`.execute(db)
  const [own] = rows
  if (own)
    return wrong(
      check,
      `${own.who} was given ${own.setting}.`,
      `alter role or database ${own.who} reset ${own.setting.split('=')[0]}`,
    )
  return well(check, 'fsync, full_page_writes and synchronous_commit are on, for every role.')
}

async function settingsOfApp(app: Db): Promise<Finding> {
  const check = 'the app’s own connection'
  const [off] = await settingsNotHeld(app)
  if (off)
    return wrong(check, `${saysNotHeld(off).replace(/^t/, 'T')}.`, `alter role airt_app reset ${off.name}`)
  return well(check, 'It is let in, and keeps what it is told.')
}

const CLOCKS_APART_MS = 5_000

async function clock(db: Db): Promise<Finding> {
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const apart = Math.abs((rows[0]?.at.getTime() ?? 0) - now().getTime())
  if (apart > CLOCKS_APART_MS)
    return wrong(
      'clock',
      `This machine and the database are ${Math.round(apart / 1_000)} seconds apart.`,
      'Turn on NTP on both.',
    )
  return well('clock', 'This machine and the database agree.')
}

async function checksums(db: Db): Promise<Finding> {
  const { rows } = await sql<{ on: boolean }>`select current_setting('data_checksums') = 'on' as on`.execute(
    db,
  )
  if (rows[0]?.on) return well('checksums', 'Every page has one, so that a damaged one is found.')
  return warning(
    'checksums',
    'Pages have none: a disk that fails is not noticed.',
    'Stop PostgreSQL and run pg_checksums --enable.',
  )
}

async function standby(db: Db, env: Env): Promise<Finding> {
  const check = 'second machine'
  const held = await isHeldTwice(db)
  if (!env.standby)
    return well(check, held ? 'Every change is held there too.' : 'None is asked for (AIRT_STANDBY).')
  if (held) return well(check, 'Every change is held there too.')
  return warning(
    check,
    'It is away: what is saved is on one machine only.',
    'Bring it back; patronictl list says how it stands.',
  )
}

async function migrations(db: Db, env: Env): Promise<Finding> {
  const check = 'tables'
  const { rows: made } = await sql<{
    is: boolean
  }>`select to_regclass('public.airt_migration') is not null as is`.execute(db)
  const mend =
    env.databaseUrl === null ? 'Start Airt: it brings them up to date.' : 'npm run -s airt -- migrate'
  if (!made[0]?.is) return wrong(check, 'There are none yet.', mend)
  const { rows } = await sql<{
    name: string
    digest: string
  }>`select name, digest from public.airt_migration`.execute(db)
  const held = new Map(rows.map(({ name, digest }) => [name, digest]))
  const known = migrationDigests()
  const missing = known.filter(({ name }) => !held.has(name))
  if (missing.length > 0)
    return wrong(check, `They are those of an earlier Airt: ${missing.length} changes are missing.`, mend)
  const changed = known.find(({ name, digest }) => held.get(name) !== digest)
  if (changed)
    return wrong(
      check,
      `The change ${changed.name} is not the one that was made.`,
      'Use the Airt that made them, or a backup.',
    )
  if (held.size > known.length)
    return warning(check, 'They are those of a newer Airt.', 'Let every process be of the newer one.')
  return well(check, 'They are those of this Airt.')
}

async function partitions(db: Db): Promise<Finding> {
  const { rows } = await sql<{ year: number }>`
    select y.year from (select extract(year from now())::int + n as year from generate_series(0, 1) n) y
     where to_regclass('aud.audit_entry_' || y.year) is null`.execute(db)
  const [missing] = rows
  if (missing)
    return wrong(
      'room for the audit',
      `There is none for ${missing.year}: nothing could be shown then.`,
      'Start Airt, or run npm run -s airt -- migrate.',
    )
  return well('room for the audit', 'There is some for this year and the next.')
}

async function roles(db: Db): Promise<Finding> {
  const { rows } = await sql<{ name: string; why: string }>`
    select rolname as name, 'has power over everything' as why from pg_roles
     where (rolname ~ '^airt_(app|jobs|owner|sec|report|seal|backup)$' or rolname = current_user) and (rolsuper or rolbypassrls)
    union all
    select 'airt_app', 'owns something in this database' from pg_shdepend d
     where d.deptype = 'o' and d.refclassid = 'pg_authid'::regclass and d.refobjid = to_regrole('airt_app')
       and d.dbid in (0, (select oid from pg_database where datname = current_database())) limit 2`.execute(
    db,
  )
  const [bad] = rows
  if (bad)
    return wrong(
      'roles',
      `The role ${bad.name} ${bad.why}.`,
      `alter role ${bad.name} nosuperuser nobypassrls, and let airt_owner own the tables.`,
    )
  return well('roles', 'None has more power than it needs.')
}

const DAY_MS = 86_400_000

async function backups(db: Db, env: Env): Promise<Finding> {
  const check = 'last backup'
  const at = await lastDone(db, 'backup')
  if (env.backupDir === null && env.databaseUrl === null)
    return warning(
      check,
      `None is made by itself; ${agoOf(at)}.`,
      'Set AIRT_BACKUP_DIR to a folder on another disk.',
    )
  if (env.backupDir === null && at === null)
    return warning(
      check,
      'Airt makes none here.',
      'Set AIRT_BACKUP_DIR, or see that the server’s own are made and tried: .readme/backups.md.',
    )
  if (at === null || now().getTime() - at.getTime() > 2 * DAY_MS)
    return wrong(
      check,
      `There should be one each day; ${agoOf(at)}.`,
      'See on the Backups page why it was not made, and make one there.',
    )
  return well(check, `${agoOf(at)}.`)
}

async function drills(db: Db, env: Env): Promise<Finding> {
  const check = 'last try of a backup'
  const at = (await lastDone(db, 'drill')) ?? (await lastDone(db, 'restore'))
  if (at !== null && now().getTime() - at.getTime() <= 35 * DAY_MS) return well(check, `${agoOf(at)}.`)
  const mend = 'Try one on the Backups page, or with npm run -s airt -- restore <file> --try.'
  const first = await lastDone(db, 'backup')
  if (env.backupDir === null || first === null) return warning(check, 'None has been tried in 35 days.', mend)
  return wrong(check, 'None has been tried in 35 days.', mend)
}

async function lastDone(db: Db, kind: 'backup' | 'drill' | 'restore'): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(ended_at) as at from app.backup_run where kind = ${kind} and state = 'done'`.execute(db)
  return rows[0]?.at ?? null
}

function agoOf(at: Date | null): string {
  if (at === null) return 'there is none'
  const hours = (now().getTime() - at.getTime()) / 3_600_000
  return hours < 48
    ? `the last is ${Math.max(0, Math.round(hours))} hours old`
    : `the last is ${Math.round(hours / 24)} days old`
}

async function unusual(db: Db): Promise<Finding> {
  const check = 'unusual reads'
  const { rows } = await sql<{ waiting: number; late: number }>`
    select count(*)::int as waiting, count(*) filter (where due_on < current_date)::int as late from app.unusual_read where outcome is null`.execute(
    db,
  )
  const { waiting = 0, late = 0 } = rows[0] ?? {}
  if (late > 0)
    return warning(
      check,
      `${late} should have been looked at by now.`,
      'Managers and data protection find them under Unusual reads.',
    )
  return well(check, waiting === 0 ? 'None waits.' : `${waiting} wait, none of them late.`)
}

async function mails(db: Db): Promise<Finding> {
  const check = 'mail of the last week'
  const { rows } = await sql<{ refused: number; late: number }>`
    select count(*) filter (where state = 'refused')::int as refused, count(*) filter (where state in ('too-late', 'unsure'))::int as late
      from app.message where ended_at > now() - interval '7 days'`.execute(db)
  const { refused = 0, late = 0 } = rows[0] ?? {}
  if (refused > 0)
    return warning(
      check,
      `${refused} were refused by the mail server for good.`,
      'See that the addresses of airt user list are right, and that the server takes mail from AIRT_MAIL_FROM.',
    )
  if (late > 0)
    return warning(
      check,
      `${late} did not leave in time, or it is not known whether they did.`,
      'See that the server of AIRT_SMTP_URL is up each morning.',
    )
  return well(check, 'What was to be sent was sent.')
}

async function audit(env: Env, ownerUrl: string): Promise<Finding> {
  const check = 'who did or saw what'
  try {
    const { broken, entries } = await verify(ownerUrl, anchorFileOf(env), 'day')
    if (broken)
      return wrong(
        check,
        inWords(broken),
        'Tell data protection, change nothing, and run npm run -s airt -- audit verify.',
      )
    return well(
      check,
      `What was written in the last day is as it was (${entries.toLocaleString('en-GB')} entries).`,
    )
  } catch (error) {
    return wrong(
      check,
      `It could not be looked through: ${(error as Error).message.split('\n')[0]}.`,
      'Run npm run -s airt -- audit verify.',
    )
  }
}
