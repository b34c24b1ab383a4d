import { test as base, type TestDatabase } from '../support/database'
import { type Busy, busy } from './busy'
import { aRealServer, type RealServer } from './real-server'
import { watchWriting } from './written'

/** Somebody of every role who is busy, the product's own server, and every row that is written noted. */
export const test = base.extend<{ players: Busy[]; server: RealServer }>({
  players: [
    async ({ database }, use) => {
      const players = await busy(database)
      await watchWriting(database)
      await use(players)
    },
    { scope: 'file' },
  ],
  server: [
    // Whichever test comes first, and alone as well: what the server does is noted from the start.
    async ({ database, players }, use) => {
      if (players.length === 0) throw new Error('Nobody is busy')
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

export type Given = { database: TestDatabase; players: Busy[]; server: RealServer }

export const MINUTES = { timeout: 180_000 }

export function playerOf(players: readonly Busy[], role: string): Busy {
  const player = players.find((each) => each.role === role)
  if (!player) throw new Error(`There is nobody of the role ${role}`)
  return player
}
