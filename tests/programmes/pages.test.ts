import { civilDate } from '~/shared/civil-date'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { anOrganisation, aPersonWith, aProgramme, aStaffMember, aWorker } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'

const test = base.extend<{ server: RealServer }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

/** A lead with a programme and somebody on its staff, and a youth worker elsewhere with somebody of seventeen. */
async function aScene(database: TestDatabase) {
  const made = await built(database, async (db) => {
    const home = await anOrganisation(db)
    const lead = await aWorker(db, { role: 'programme-lead', organisation: home, name: 'Morag Keith' })
    const garage = await aProgramme(db, lead, { next_start_on: civilDate('2026-12-26'), usual_weeks: 12 })
    const staff = await aStaffMember(db, garage)
    const isla = await aWorker(db)
    const person = await aPersonWith(db, isla, { given_name: 'Jamie', born_on: civilDate('2009-03-09') })
    return { lead, garage, staff, isla, person }
  })
  const token = async (worker: (typeof made)['lead']) => tokenFor(database, worker)
  return {
    ...made,
    at: `/programmes/${made.garage.id}`,
    as: { lead: await token(made.lead), staff: await token(made.staff), isla: await token(made.isla) },
  }
}

test('what fits a person is shown with its reasons, and each is chosen for them', async ({
  database,
  server,
}) => {
  const { garage, person, as } = await aScene(database)
  const [bikes, drums, football] = await built(database, async (db) => {
    const other = await aWorker(db, { role: 'programme-lead' })
    return [
      await aProgramme(db, other, { name: 'Bike build', oldest_age: 16 }),
      await aProgramme(db, other, { name: 'Drum room', status: 'paused' }),
      await aProgramme(db, other, { name: 'Night football', youngest_age: null, oldest_age: null }),
    ] as const
  })
  const transition = '0a0b0c0d-1111-4222-8333-444455556666'

  const { status, text } = await server.get(`/people/${person.id}/programmes?for=${transition}`, as.isla)
  const said = decoded(text)

  expect(status).toBe(200)
  expect(said).toContain('Programmes for Jamie')
  expect(said).toContain('Takes 16 to 19: Jamie is 17 on the start day, 26 December 2026.')
  const choose = (id: string) => `/people/${person.id}/referrals/new?programme=${id}&for=${transition}`
  expect(said).toContain(`"${choose(garage.id)}"`)
  expect(said).toContain(`"${choose(football.id)}"`)
  expect(said).toContain(`"${choose(bikes.id)}&anyway=1"`)
  expect(said).not.toContain(choose(drums.id))
  expect(title(text)).toBe('Programmes that may fit · Airt')
})

test('whose record is not theirs finds nothing', async ({ database, server }) => {
  const { person, as } = await aScene(database)

  expect((await server.get(`/people/${person.id}/programmes`, as.lead)).status).toBe(404)
})

test('an entry is open to everybody; it leads to a referral only for somebody, and only while it is open', async ({
  database,
  server,
}) => {
  const { at, lead, garage, person, as } = await aScene(database)

  const alone = await server.get(at, as.isla)
  const forJamie = await server.get(`${at}?person=${person.id}`, as.isla)
  await built(database, (db) =>
    db.updateTable('app.programme').set({ status: 'paused' }).where('id', '=', garage.id).execute(),
  )
  const paused = await server.get(`${at}?person=${person.id}`, as.isla)

  expect([alone.status, forJamie.status, paused.status]).toEqual([200, 200, 200])
  expect(alone.text).not.toContain('referrals/new')
  expect(forJamie.text).toContain(`/people/${person.id}/referrals/new?programme=${garage.id}"`)
  expect(paused.text).not.toContain('referrals/new')
  expect(paused.text).toContain('It takes nobody new just now')
  expect(alone.text).not.toContain(lead.name)
})

test('two people say how many places are free: the second sees both and keeps what they typed', async ({
  database,
  server,
}) => {
  const { at, as } = await aScene(database)
  const form = { placesFree: '1', waitingWeeks: '', nextStartOn: '', version: '1' }

  const first = await server.post(`${at}/places`, as.lead, form)
  const second = await server.post(`${at}/places`, as.staff, { ...form, placesFree: '5' })
  const mended = await server.post(`${at}/places`, as.staff, { ...form, placesFree: '5', version: '2' })

  expect([first.status, first.headers.location]).toEqual([303, at])
  expect(second.status).toBe(409)
  expect(decoded(second.text)).toContain('Saved by Morag Keith')
  expect(second.text).toMatch(/<mark>1<\/mark>[\s\S]*<mark>5<\/mark>/)
  expect(inputValue(second.text, 'placesFree')).toBe('5')
  expect(inputValue(second.text, 'version')).toBe('2')
  expect(mended.status).toBe(303)
})

test('two changes of an entry: what was left alone takes what the other saved', async ({
  database,
  server,
}) => {
  const { at, as } = await aScene(database)
  const page = await server.get(`${at}/edit`, as.lead)
  const form = {
    name: 'Garage Saturdays',
    status: 'open',
    kind: 'employability',
    says: 'Engines.',
    youngestAge: '16',
    oldestAge: '19',
    takesOrders: 'yes',
    version: '1',
  }

  await server.post(`${at}/edit`, as.lead, { ...form, cost: 'Free' })
  const second = await server.post(`${at}/edit`, as.lead, { ...form, says: 'Engines and tea.' })

  expect(page.status).toBe(200)
  expect(second.status).toBe(409)
  expect(inputValue(second.text, 'cost')).toBe('Free')
  expect(second.text).toMatch(/<textarea[^>]*name="says"[^>]*>Engines and tea\./)
})

test('what is not theirs to change is as if it were not there', async ({ database, server }) => {
  const { at, as } = await aScene(database)
  const statusOf = async (path: string, token: string) => (await server.get(path, token)).status

  expect(await statusOf(`${at}/places`, as.staff)).toBe(200)
  expect(await statusOf(`${at}/edit`, as.staff)).toBe(404)
  expect(await statusOf(`${at}/places`, as.isla)).toBe(404)
  expect(await statusOf(`${at}/edit`, as.isla)).toBe(404)
  const post = await server.post(`${at}/places`, as.isla, { placesFree: '9', version: '1' })
  expect(post.status).toBe(404)
})

test('places that can’t be taken are said at their fields, with what was typed', async ({
  database,
  server,
}) => {
  const { at, as } = await aScene(database)

  const wrong = await server.post(`${at}/places`, as.staff, {
    placesFree: 'two',
    nextStartOn: '',
    version: '1',
  })
  const past = await server.post(`${at}/places`, as.staff, {
    placesFree: '2',
    nextStartOn: '2026-11-24',
    version: '1',
  })

  expect([wrong.status, past.status]).toEqual([422, 422])
  expect(wrong.text).toContain('Enter how many places are free as a whole number from 0 to 999')
  expect(inputValue(wrong.text, 'placesFree')).toBe('two')
  expect(past.text).toContain('That day has passed')
})

test('the directory is narrowed by its address and says so where nothing is left', async ({
  database,
  server,
}) => {
  const { as } = await aScene(database)

  const all = await server.get('/programmes', as.isla)
  const none = await server.get('/programmes?kind=housing&age=40', as.isla)
  const odd = await server.get('/programmes?kind=nonsense&age=-1&after=x&council=', as.isla)

  expect(all.text).toContain('Garage Saturdays')
  expect(none.text).toContain('No programme matches')
  expect(odd.status).toBe(200)
  expect(odd.text).toContain('Garage Saturdays')
})

function decoded(text: string): string {
  return text.replaceAll('&amp;', '&').replaceAll('&#x27;', '’')
}

function title(text: string): string {
  return /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? ''
}

function inputValue(text: string, name: string): string | undefined {
  const tag = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)?.[0] ?? ''
  return /value="([^"]*)"/.exec(tag)?.[1]
}
