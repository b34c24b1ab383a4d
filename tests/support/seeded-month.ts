import { sql } from '#db/connection.server'
import { lookThroughDay } from '~/oversight/look-through.server'
import { addDays, type CivilDate, civilDate, isWeekend } from '~/shared/civil-date'
import { type Wrote, writeAccount } from '../oversight/account'
import { built } from '../security/committed'
import { anOrganisation, aTeam, aWorker } from './builders'
import type { TestDatabase } from './database'

export type Month = {
  teams: number
  weeksBefore: number
  weeks: number
  snoops: readonly SnoopKind[]
  seed: number
}

export type SnoopKind = 'namesake' | 'again' | 'evening' | 'harvest' | 'neighbour once'

export type Told = {
  /** By kind, how many of those who snooped were asked about. */
  noticed: Record<string, { of: number; noticed: number }>
  flags: number
  /** Workers who were asked about without having snooped, by week, and how many there could have been. */
  falseWeeks: number
  userWeeks: number
  reads: number
}

type Member = {
  id: string
  organisationId: string
  name: string
  team: number
  isEvening: boolean
  people: Somebody[]
}
type Somebody = { id: string; family: string; team: number }
type Snooped = { kind: SnoopKind; workerId: string; personId: string | null }

/** Monday the 2nd of March. Within the six weeks lies Good Friday, on which everybody here works all the same. */
const BEGINS = civilDate('2026-03-02')
const A_TEAM = 8
const A_CASELOAD = 18

/**
 * An organisation in which every team sees its own team's people, at its usual work for some weeks, with a few who look where they have
 * no business; then each day is looked through as it is each night.
 */
export async function seededMonth(database: TestDatabase, month: Month): Promise<Told> {
  const chance = chances(month.seed)
  const { organisationId, workers, managers } = await anOrganisationAtWork(database, month, chance)
  const days = Array.from({ length: (month.weeksBefore + month.weeks) * 7 }, (_, at) => addDays(BEGINS, at))
  const judged = days.slice(month.weeksBefore * 7)
  const lines = days.flatMap((day) => [
    ...workers.flatMap((worker) => aUsualDay(worker, workers, day, chance)),
    ...managers.flatMap((manager) => aManagersDay(manager, workers, day, chance)),
  ])
  const snooped = await snoop(database, month, workers, judged, chance, lines)
  for (let at = 0; at < lines.length; at += 5_000) await writeAccount(database, lines.slice(at, at + 5_000))
  for (const day of judged) await lookThroughDay(database.owner.db, database.jobs.db, day, addDays(day, 1))
  return whatWasTold(
    database,
    organisationId,
    snooped,
    judged,
    workers.length + managers.length,
    lines.length,
  )
}

async function anOrganisationAtWork(database: TestDatabase, { teams }: Month, chance: Chance) {
  return built(database, async (db) => {
    const organisation = await anOrganisation(db, { teamSeesTeam: true })
    const workers: Member[] = []
    const managers: Member[] = []
    for (let team = 0; team < teams; team += 1) {
      const members = []
      for (let at = 0; at <= A_TEAM; at += 1) {
        const role = at === A_TEAM ? 'team-manager' : 'youth-worker'
        members.push(await aWorker(db, { organisation, role, name: `Ailsa ${aFamily(chance)}` }))
      }
      const { id: teamId } = await aTeam(db, organisation, members)
      for (const [at, member] of members.entries()) {
        const families = Array.from({ length: at === A_TEAM ? 0 : A_CASELOAD }, () => aFamily(chance))
        const { rows } = await sql<{ id: string; family: string }>`
          insert into app.person (organisation_id, given_name, family_name, opened_on, recorded_on, team_id)
          select ${organisation.id}::uuid, 'Calum', family, '2026-01-05', '2026-01-05', ${teamId}::uuid
            from unnest(${families}::text[]) family returning id, family_name as family`.execute(db)
        const people = rows.map((row) => ({ ...row, team }))
        const worker = { ...member, team, isEvening: chance.of(8), people }
        ;(at === A_TEAM ? managers : workers).push(worker)
      }
    }
    return { organisationId: organisation.id, workers, managers }
  })
}

/** Their own people, now and then a colleague's: to take a message, on duty, or standing in for a week. */
function aUsualDay(worker: Member, workers: readonly Member[], day: CivilDate, chance: Chance): Wrote[] {
  const evening = worker.isEvening && chance.of(50)
  if (isWeekend(day) && !evening)
    return chance.of(1) ? [read(worker, chance.one(worker.people), day, '11:20', 'lead')] : []
  const hour = () => (evening ? 15 + chance.below(6) : 9 + chance.below(8))
  const time = () => `${String(hour()).padStart(2, '0')}:${String(chance.below(60)).padStart(2, '0')}`
  const lines: Wrote[] = []
  for (let at = 6 + chance.below(8); at > 0; at -= 1) {
    const person = chance.one(worker.people)
    lines.push(read(worker, person, day, time(), 'lead'))
    if (chance.of(40)) lines.push(work(worker, person, day, time(), 'lead'))
  }
  const colleagues = workers.filter(({ team, id }) => team === worker.team && id !== worker.id)
  const others = chance.of(4) ? 12 + chance.below(14) : chance.of(50) ? 1 + chance.below(2) : 0
  for (let at = others; at > 0; at -= 1) {
    const person = chance.one(chance.one(colleagues).people)
    lines.push(read(worker, person, day, time(), 'team'))
    if (chance.of(55)) lines.push(work(worker, person, day, time(), 'team'))
  }
  if (chance.of(6)) {
    const covered = chance.one(colleagues)
    for (let at = 0; at < 5; at += 1)
      lines.push(read(worker, chance.one(covered.people), day, time(), 'cover team'))
  }
  // Somebody stays late now and then, mostly for their own people.
  if (!worker.isEvening && chance.of(2))
    lines.push(read(worker, chance.one(worker.people), day, '20:25', 'lead'))
  if (!worker.isEvening && chance.of(0.3))
    lines.push(read(worker, chance.one(chance.one(colleagues).people), day, '20:40', 'team'))
  return lines
}

function aManagersDay(manager: Member, workers: readonly Member[], day: CivilDate, chance: Chance): Wrote[] {
  if (isWeekend(day)) return []
  const theirs = workers.filter(({ team }) => team === manager.team).flatMap(({ people }) => people)
  return Array.from({ length: 8 + chance.below(14) }, () =>
    read(
      manager,
      chance.one(theirs),
      day,
      `${String(8 + chance.below(13)).padStart(2, '0')}:15`,
      'team',
      'team-manager',
    ),
  )
}

/** Each snoop is somebody else, by day unless it is said otherwise. */
async function snoop(
  database: TestDatabase,
  month: Month,
  workers: readonly Member[],
  days: readonly CivilDate[],
  chance: Chance,
  lines: Wrote[],
): Promise<Snooped[]> {
  const free = workers.filter(({ isEvening }) => !isEvening)
  const weekdays = days.filter((day) => !isWeekend(day))
  const snooped: Snooped[] = []
  const rare = rareFamilies.slice(-month.snoops.length)
  for (const [at, kind] of month.snoops.entries()) {
    const worker = free[at] as Member
    const colleague = workers.find(({ team, id }) => team === worker.team && id !== worker.id) as Member
    const person = colleague.people[at % A_CASELOAD] as Somebody
    const day = chance.one(weekdays.slice(0, -4))
    const look = (on: CivilDate, time: string, whom = person) =>
      lines.push(read(worker, whom, on, time, 'team'))
    // Nobody has had to do with them for any reason of work.
    removeOf(lines, worker.id, person.id)
    if (kind === 'namesake') {
      await built(database, async (db) => {
        await sql`update app.worker set name = ${`Ailsa ${rare[at]}`} where id = ${worker.id}`.execute(db)
        await sql`update app.person set family_name = ${rare[at]}::text where id = ${person.id}`.execute(db)
      })
      look(day, '11:05')
    }
    if (kind === 'again')
      for (const on of [day, addDays(day, 1), addDays(day, 2), addDays(day, 3)]) look(on, '13:10')
    if (kind === 'evening') look(chance.of(50) ? (days.find(isWeekend) ?? day) : day, '22:35')
    if (kind === 'harvest')
      for (const whom of workers
        .flatMap(({ people }) => people)
        .filter(({ team }) => team === worker.team)
        .slice(20, 75))
        look(day, '12:30', whom)
    if (kind === 'neighbour once') look(day, '10:40')
    snooped.push({ kind, workerId: worker.id, personId: kind === 'harvest' ? null : person.id })
  }
  return snooped
}

function removeOf(lines: Wrote[], actor: string, personId: string): void {
  for (let at = lines.length - 1; at >= 0; at -= 1)
    if (lines[at]?.actor === actor && lines[at]?.personId === personId) lines.splice(at, 1)
}

async function whatWasTold(
  database: TestDatabase,
  organisationId: string,
  snooped: readonly Snooped[],
  days: readonly CivilDate[],
  users: number,
  reads: number,
): Promise<Told> {
  const { rows } = await built(database, (db) =>
    sql<{ workerId: string; personId: string | null; onDay: CivilDate }>`
      select worker_id as "workerId", person_id as "personId", on_day as "onDay" from app.unusual_read
       where organisation_id = ${organisationId}::uuid`.execute(db),
  )
  const isOf =
    ({ workerId, personId }: Snooped) =>
    (row: { workerId: string; personId: string | null }) =>
      row.workerId === workerId && row.personId === personId
  const noticed: Told['noticed'] = {}
  for (const each of snooped) {
    const kind = noticed[each.kind] ?? { of: 0, noticed: 0 }
    noticed[each.kind] = { of: kind.of + 1, noticed: kind.noticed + Number(rows.some(isOf(each))) }
  }
  const begins = days[0] ?? BEGINS
  const weekOf = (day: CivilDate) => Math.floor((Date.parse(day) - Date.parse(begins)) / (7 * 86_400_000))
  const wrongly = rows.filter((row) => !snooped.some((each) => isOf(each)(row)))
  return {
    noticed,
    flags: rows.length,
    falseWeeks: new Set(wrongly.map(({ workerId, onDay }) => `${workerId} ${weekOf(onDay)}`)).size,
    userWeeks: (users * days.length) / 7,
    reads,
  }
}

/** What the figures say, for whoever runs it. */
export function inFigures({ noticed, flags, falseWeeks, userWeeks, reads }: Told): string {
  const kinds = Object.entries(noticed).map(([kind, { of, noticed: found }]) => `${kind} ${found} of ${of}`)
  const all = Object.values(noticed)
  const [found, of] = [
    all.reduce((sum, each) => sum + each.noticed, 0),
    all.reduce((sum, each) => sum + each.of, 0),
  ]
  const share = ((100 * falseWeeks) / userWeeks).toFixed(2)
  return `${reads} entries, ${flags} asked about; noticed ${found} of ${of} (${kinds.join(', ')}); of ${userWeeks} weeks of users ${falseWeeks} with a question for nothing, ${share} %`
}

function read(
  worker: Member,
  person: Somebody,
  day: CivilDate,
  time: string,
  via: string,
  role?: string,
): Wrote {
  return {
    at: `${day} ${time}`,
    actor: worker.id,
    organisationId: worker.organisationId,
    personId: person.id,
    via,
    ...(role && { role }),
  }
}

function work(worker: Member, person: Somebody, day: CivilDate, time: string, via: string): Wrote {
  return { ...read(worker, person, day, time, via), act: 'session.record' }
}

type Chance = ReturnType<typeof chances>

/** The same for the same seed. */
function chances(seed: number) {
  let state = seed
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    below: (most: number) => Math.floor(next() * most),
    of: (hundredths: number) => next() * 100 < hundredths,
    one: <T>(from: readonly T[]) => from[Math.floor(next() * from.length)] as T,
  }
}

/** The commonest in Scotland, the first borne by about one in eighty. */
const commonFamilies =
  'Smith Brown Wilson Robertson Thomson Campbell Stewart Anderson Scott Murray MacDonald Reid Taylor Clark Ross Young Mitchell Watson Paterson Morrison Miller Davidson Gray Fraser Martin Kerr Hamilton Cameron Johnston Kelly Bell Duncan Graham Ferguson Simpson Allan Henderson Grant Hunter Walker'.split(
    ' ',
  )
const rareFamilies =
  'Bal Dun Kin Loch Strath Glen Inver Aber Pit Tulli Cor Fal Gil Hal Ket Len Nor Or Rath Tor'
    .split(' ')
    .flatMap((first) =>
      'more airn gowan bride lister nock phie quhar schaw thirl vaig wick'
        .split(' ')
        .map((last) => `${first}${last}`),
    )

function aFamily(chance: Chance): string {
  if (chance.of(70)) return chance.one(rareFamilies.slice(0, -20))
  // The earlier in the list, the commoner.
  return (
    commonFamilies[Math.min(chance.below(commonFamilies.length), chance.below(commonFamilies.length))] ??
    'Smith'
  )
}
