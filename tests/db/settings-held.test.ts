import { connect } from '#db/connection.server'
import { refuseUnsafe, settingsNotHeld } from '#db/settings-held.server'
import { watchSettings } from '~/database.server'
import { expect, test } from '../support/database'

test('what would lose an acknowledged write is found, as a role or the database sets it for this connection', async ({
  database,
}) => {
  const safe = connect({ url: withSetting(database.url, 'synchronous_commit=on'), most: 1 })
  const local = connect({ url: withSetting(database.url, 'synchronous_commit=local'), most: 1 })

  const [inSafe, inLocal] = [await settingsNotHeld(safe.db), await settingsNotHeld(local.db)]
  await Promise.all([safe.close(), local.close()])

  const names = (each: typeof inSafe) => each.map(({ name }) => name)
  expect(names(inLocal)).toContain('synchronous_commit')
  expect(names(inSafe)).not.toContain('synchronous_commit')
})

test('a database of tests may be lost', async ({ database }) => {
  await expect(refuseUnsafe(database.owner.db)).resolves.toBeUndefined()
})

test('a setting that changes under the running app is told of, and it is no longer ready', async ({
  database,
}) => {
  const local = connect({ url: withSetting(database.url, 'synchronous_commit=local'), most: 1 })
  const told: string[] = []

  const { whyUnsafe, stop } = watchSettings({ app: local, jobs: local }, ({ name }) => told.push(name), 20)

  await expect.poll(() => told.length).toBeGreaterThan(0)
  stop()
  await local.close()
  expect(whyUnsafe()).toMatch(/^the database would lose what it is told, as \w+ is \w+: turn it on$/)
})

function withSetting(url: string, setting: string): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c ${setting}`)
  return address.href
}
