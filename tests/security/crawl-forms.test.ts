import { roles } from '~/access/permissions'
import { expect } from '../support/database'
import { askOwnPages, nothingFound } from './crawl'
import { postEveryForm, postNothing, postOwnForms } from './crawl-forms'
import { MINUTES, playerOf, test, unaudited } from './crawled'
import { formsIn } from './forms-in'
import { storedOf } from './strangers'

test.for(roles)(
  'every form of a %s does and tells the same about whom they may not see and about nobody',
  MINUTES,
  async (role, { database, world, server }) => {
    const player = playerOf(world, role)
    const pages = await askOwnPages(server, world, player, nothingFound())
    const before = await storedOf(database, world.people)
    const found = nothingFound()

    await postNothing(server, world, player, found)
    await postEveryForm(server, world, player, pages, found)

    expect(found).toMatchObject({ different: [], leaks: [], broken: [] })
    expect(await unaudited(database, found)).toEqual([])
    expect(found.asked).toBeGreaterThan(50)
    expect(await storedOf(database, world.people)).toEqual(before)
  },
)

test(
  'the forms that are tried are ones that do something to whom they may be sent about',
  MINUTES,
  async ({ world, server }) => {
    const player = playerOf(world, 'justice-social-worker')
    const pages = await askOwnPages(server, world, player, nothingFound())

    const answers = await postOwnForms(server, player, pages)

    const done = [...new Set(answers.filter(({ status }) => status === 303).map(({ url }) => url))]
    expect(done.length).toBeGreaterThan(7)
  },
)

test(
  'searching finds nobody hidden, whatever word of theirs is searched',
  MINUTES,
  async ({ world, server }) => {
    const { token } = playerOf(world, 'team-manager')

    for (const word of world.canaries) {
      const sent = await server.post('/search', token, { words: word })
      expect(sent.status).toBe(303)
      const page = await server.get(String(sent.headers.location), token)

      expect(page.status).toBe(200)
      for (const canary of [...world.canaries.filter((each) => each !== word), ...world.people])
        expect(page.text).not.toContain(canary)
    }
  },
)

test(
  'whoever adds somebody who is hidden from them gets the answer that anybody new gets',
  MINUTES,
  async ({ world, server }) => {
    const { token } = playerOf(world, 'youth-worker')
    const page = await server.get('/people/new', token)
    const form = formsIn({ path: '/people/new', text: page.text }).find(({ path }) => path === '/people/new')
    const add = (givenName: string, familyName: string) =>
      server.post('/people/new', token, { ...form?.fields, givenName, familyName })

    const known = await add('Xanthippe', 'Quillfeather')
    const fresh = await add('Ealasaid', 'Macphail')

    expect(fresh.status).toBe(303)
    expect([known.status, known.text.length]).toEqual([fresh.status, fresh.text.length])
  },
)
