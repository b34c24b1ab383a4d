import { roles } from '~/access/permissions'
import { expect } from '../support/database'
import { type Given, MINUTES, playerOf, test } from './at-once'
import { comparesNoVersion } from './compares-no-version'
import { findForm, tryEveryForm } from './every-form'
import { type Edited, editAgainAndAgain, editInRounds } from './lost-updates'
import { aRealServer } from './real-server'

const A_WAY = '/people/:id/ways kind of a line'
const PLACES = '/programmes/:id/places placesFree'

test.for([
  ['youth-worker', A_WAY],
  ['programme-lead', PLACES],
] as const)(
  'sixteen who save fifty times each lose nothing: %s at %s',
  MINUTES,
  async ([role, signature], { database, players, server }) => {
    const { token, from } = playerOf(players, role)
    const found = await findForm(server, token, from, signature)

    const how = { editors: 16, edits: 50 }
    const { accepted, refused, wrong } = await editAgainAndAgain(database, server, token, found, how)

    expect(wrong).toEqual([])
    expect(accepted + refused).toBe(16 * 50)
    expect(accepted).toBeGreaterThan(49)
    expect(refused).toBeGreaterThan(49)
  },
)

test('a service that compares no versions is found out', MINUTES, async ({ database, players }) => {
  const server = await aRealServer(database, database.app.db.withPlugin(comparesNoVersion))
  const { token, from } = playerOf(players, 'justice-social-worker')
  const found = await findForm(server, token, from, A_WAY)

  const { wrong } = await editInRounds(database, server, token, found, { editors: 4, rounds: 2 })
  await server.stop()

  expect(wrong.join()).toContain('were accepted at once')
  expect(wrong.join()).toContain('there is no new version for each')
})

const everyForm: Edited[] = []

test.for(roles)(
  'of what a %s and others save at once nothing is lost, and whoever comes second is shown both',
  MINUTES,
  async (role, { database, players, server }) => {
    const known = new Set(everyForm.map(({ signature }) => signature))

    const edited = await inRounds({ database, players, server }, role, (each) => !known.has(each))
    everyForm.push(...edited)

    expect(edited.filter(({ wrong }) => wrong.length > 0)).toEqual([])
  },
)

test('these are the forms of what two people can change at once', () => {
  const refused = everyForm.filter((each) => each.refused > 0).map(({ signature }) => signature)
  const accepted = everyForm.filter(({ isDone }) => isDone)

  expect(accepted).toEqual(everyForm)
  expect(refused.length).toBeGreaterThan(30)
  expect(refused).toEqual(expect.arrayContaining([A_WAY, PLACES, '/people/:id/edit preferredName']))
})

/** Every such form of whoever has this role, four times ten. */
async function inRounds(
  { database, players, server }: Given,
  role: string,
  isWanted: (signature: string) => boolean,
): Promise<Edited[]> {
  const player = playerOf(players, role)
  const edited: Edited[] = []
  await tryEveryForm(
    server,
    player,
    ({ isVersioned, signature }) => isVersioned && isWanted(signature),
    async (found) => {
      const how = { editors: 4, rounds: 10 }
      const one = await editInRounds(database, server, player.token, found, how)
      edited.push(one)
      return one
    },
  )
  return edited
}
