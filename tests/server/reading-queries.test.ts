import pg from 'pg'
import { vi } from 'vitest'
import { addressOf, missingIds } from '../security/crawl'
import { aRealServer, routes } from '../security/real-server'
import { strangers } from '../security/strangers'
import { expect, test } from '../support/database'

/** What every request does beside reading: begin, say who it is, account for what was read, commit. */
const beside = /^(begin|commit|rollback|select \* from sec\.enter\(|(\/\* [a-z ]+ \*\/ )?select aud\.write\()/

test('no page asks the database more than twice for what it shows', { timeout: 120_000 }, async ({
  database,
}) => {
  const { players } = await strangers(database)
  const server = await aRealServer(database)
  const asked = statementsOf()

  const pages: { page: string; reads: number }[] = []
  for (const { role, token, own } of players) {
    for (const { url } of routes) {
      asked.length = 0
      const answer = await server.get(addressOf(url, own ?? missingIds()), token)
      if (answer.status === 200)
        pages.push({ page: `${role}: ${url}`, reads: asked.filter((text) => !beside.test(text)).length })
    }
  }
  await server.stop()

  expect(pages.filter(({ reads }) => reads > 2)).toEqual([])
  expect(pages.filter(({ reads }) => reads > 0).length).toBeGreaterThan(30)
})

/** Every statement from here on, as it is sent. */
function statementsOf(): string[] {
  const texts: string[] = []
  const send = pg.Client.prototype.query as (...given: unknown[]) => unknown
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...given: unknown[]) {
    const [statement] = given
    texts.push(typeof statement === 'string' ? statement : (statement as { text: string }).text)
    return send.apply(this, given) as undefined
  } as typeof pg.Client.prototype.query)
  return texts
}
