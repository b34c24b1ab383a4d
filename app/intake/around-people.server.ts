import { type Db, sql } from '#db/connection.server'
import { matrix } from '~/access/permissions'
import { addSchools, schoolsNamed } from '~/caseload/schools.server'
import type { Remark } from './cells'
import type { Meant } from './held-person'
import type { Importer } from './importer'
import type { PersonRow } from './person-row.input'
import { isSame, type School, schoolName, whichSchool } from './which-school'

export type Around = {
  meant: (row: PersonRow) => Meant & { warnings: Remark[] }
  /** By the name that `meant` gave. */
  schoolId: (name: string | null) => string | null
  teamId: (name: string | null) => string | null
}

/** What the rows name besides people, in three queries: schools (made when unknown), teams, workers. Of a worker's list, those they may name. */
export async function aroundPeople(
  db: Db,
  organisationId: string,
  rows: readonly PersonRow[],
  importer: Importer | null = null,
): Promise<Around> {
  const schools = await schoolsOf(db, rows)
  const teams = await db
    .selectFrom('app.team')
    .where('organisation_id', '=', organisationId)
    .select(['id', 'name'])
    .execute()
  const workers = await whoMayLead(db, organisationId, rows, importer)
  const teamByName = new Map(teams.map((team) => [team.name.toLowerCase(), team]))
  const teamIds = new Map(teams.map(({ id, name }) => [name, id]))
  const schoolIds = new Map(schools.map((school) => [schoolName(school), school.id]))
  const meantBefore = new Map<string, School | null>()

  function schoolMeant(name: string, council: string | null): School | null {
    const key = `${name}\n${council ?? ''}`
    const known = meantBefore.get(key)
    if (known !== undefined) return known
    const found = whichSchool(schools, name, council)
    const school = found.is === 'known' ? found.school : null
    meantBefore.set(key, school)
    return school
  }

  function meant(row: PersonRow) {
    const warnings: Remark[] = []
    const warn = (column: string, value: string, reason: string) =>
      warnings.push({ row: row.row, column, value, reason })
    const school = row.school === null ? null : schoolMeant(row.school, row.council)
    const team = row.team === null ? undefined : teamByName.get(row.team.toLowerCase())
    const workerId = row.workerEmail === null ? null : (workers.get(row.workerEmail) ?? null)
    if (row.school !== null && school === null) {
      warn(
        'school',
        row.school,
        'Several schools have this name: give the council, and the school is kept then',
      )
    }
    if (row.team !== null && !team)
      warn('team', row.team, 'There is no team of this name: the team is left as it is')
    if (row.workerEmail !== null && workerId === null) {
      warn(
        'worker_email',
        row.workerEmail,
        'Nobody with this e-mail can lead here: the person needs a worker',
      )
    }
    return { school: school && schoolName(school), team: team?.name ?? null, workerId, warnings }
  }

  return {
    meant,
    schoolId: (name) => (name === null ? null : (schoolIds.get(name) ?? null)),
    teamId: (name) => (name === null ? null : (teamIds.get(name) ?? null)),
  }
}

async function schoolsOf(db: Db, rows: readonly PersonRow[]): Promise<School[]> {
  const said = new Map<string, { name: string; council: string | null }>()
  for (const { school, council } of rows) {
    if (school !== null) said.set(`${school}\n${council ?? ''}`.toLowerCase(), { name: school, council })
  }
  const asked = [...said.values()]
  if (asked.length === 0) return []
  const names = [...new Set(asked.map(({ name }) => name))]
  const known = await schoolsNamed(db, names)
  const unknown = asked.flatMap(({ name, council }) => {
    const found = whichSchool(known, name, council)
    return found.is === 'new' ? [{ name: found.name, council: found.council }] : []
  })
  if (unknown.length === 0) return known
  await addSchools(db, unknown.filter(isFirst))
  return schoolsNamed(db, names)
}

function isFirst(
  school: Pick<School, 'name' | 'council'>,
  at: number,
  all: readonly Pick<School, 'name' | 'council'>[],
) {
  return (
    all.findIndex(
      (other) => isSame(other.name, school.name) && isSame(other.council ?? '', school.council ?? ''),
    ) === at
  )
}

/** Workers by their e-mail, of the roles that may lead somebody. */
async function whoMayLead(
  db: Db,
  organisationId: string,
  rows: readonly PersonRow[],
  importer: Importer | null,
): Promise<Map<string, string>> {
  const emails = [
    ...new Set([...rows.flatMap(({ workerEmail }) => workerEmail ?? []), importer?.email ?? '']),
  ]
  const teams = importer?.teams.map(({ id }) => id) ?? null
  const leading = Object.entries(matrix).flatMap(([role, ways]) => (ways.lead ? [role] : []))
  const { rows: workers } = await sql<{ id: string; email: string }>`
    select w.id, w.email from app.worker w
     where w.organisation_id = ${organisationId} and w.email = any (${emails}::text[]) and w.ended_at is null
       and w.role = any (${leading}::text[])
       and (${teams}::uuid[] is null or w.email = ${importer?.email ?? ''} or exists (select from app.team_member m
         where m.worker_id = w.id and m.team_id = any (${teams}::uuid[])))`.execute(db)
  return new Map(workers.map(({ id, email }) => [email, id]))
}
