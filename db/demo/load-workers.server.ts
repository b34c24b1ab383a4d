import type { Db } from '#db/connection.server'
import { addOrganisation, addTeam, addWorker } from '~/organisations/add.server'
import type { Cast } from './cast'
import { emailOf } from './email-of'
import { addProgramme } from './load-programmes.server'

/** Finds what was made by the name that the cast has for it. */
export type Placed = {
  organisation: (slug: string) => string
  team: (slug: string, name: string) => string
  worker: (key: string) => { id: string; name: string }
  school: (name: string) => string
  programme: (name: string) => { programme_organisation_id: string; programme_id: string }
}

const BY = 'the demonstration'

/** Writes the organisations, who works in them, their programmes and the schools, in the caller's transaction. */
export async function loadWorkers(db: Db, { organisations, programmes, schools }: Cast): Promise<Placed> {
  const made = new Map<string, string>()
  const names = new Map<string, string>()
  for (const organisation of organisations) {
    const { slug } = organisation
    const added = await addOrganisation(db, { ...organisation, isDemonstration: true }, BY)
    if (!added.ok) throw new Error(`There is an organisation ${slug} already`)
    const { organisationId } = added.value
    made.set(`organisation ${slug}`, organisationId)
    for (const name of organisation.teams) {
      const team = await addTeam(db, organisationId, name, BY)
      if (team.ok) made.set(`team ${slug} ${name}`, team.value.teamId)
    }
    for (const worker of organisation.workers) {
      const teamIds = worker.teams.map((name) => idOf(`team ${slug} ${name}`))
      const who = { email: emailOf(organisation, worker), name: worker.name, role: worker.role, teamIds }
      const one = await addWorker(db, organisationId, who, BY)
      if (one.ok) made.set(`worker ${worker.key}`, one.value.workerId)
      names.set(worker.key, worker.name)
    }
  }
  for (const programme of programmes) {
    const { name, organisation, lead, staff = [] } = programme
    const organisationId = idOf(`organisation ${organisation}`)
    const id = await addProgramme(db, programme, {
      organisationId,
      leadId: idOf(`worker ${lead}`),
      staffIds: staff.map((worker) => idOf(`worker ${worker}`)),
    })
    made.set(`programme ${name}`, id)
    made.set(`provider ${name}`, organisationId)
  }
  for (const { name, sessions } of schools) {
    const { id } = await db
      .insertInto('app.school')
      .values({ name, council: 'Northmoor' })
      .returning('id')
      .executeTakeFirstOrThrow()
    made.set(`school ${name}`, id)
    if (sessions.length === 0) continue
    const rows = sessions.map(({ session, startsOn, christmasHolidayFirstDay, endsOn }) => ({
      school_id: id,
      session,
      starts_on: startsOn,
      christmas_holiday_first_day: christmasHolidayFirstDay,
      ends_on: endsOn,
    }))
    await db.insertInto('app.school_session').values(rows).execute()
  }
  return {
    organisation: (slug) => idOf(`organisation ${slug}`),
    team: (slug, name) => idOf(`team ${slug} ${name}`),
    worker: (key) => ({ id: idOf(`worker ${key}`), name: names.get(key) ?? '' }),
    school: (name) => idOf(`school ${name}`),
    programme: (name) => ({
      programme_organisation_id: idOf(`provider ${name}`),
      programme_id: idOf(`programme ${name}`),
    }),
  }

  function idOf(what: string): string {
    const id = made.get(what)
    if (id === undefined) throw new Error(`The demonstration has no ${what}`)
    return id
  }
}
