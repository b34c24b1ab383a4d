import pg from 'pg'

const AGAIN_AFTER_MS = 5_000

/**
 * Hears what the database tells on one channel, and tells on. A line that breaks is taken up again; whoever missed something meanwhile
 * looks by themself now and then, and is told once when the line is there again.
 */
export function hear(url: string, channel: string, told: () => void): { stop: () => Promise<void> } {
  let line: pg.Client | null = null
  let again: NodeJS.Timeout | null = null
  let isStopped = false

  function lost(): void {
    if (isStopped || again !== null) return
    line = null
    again = setTimeout(() => {
      again = null
      listen()
    }, AGAIN_AFTER_MS)
    again.unref()
  }

  function listen(): void {
    const client = new pg.Client({ connectionString: url, application_name: 'airt hears', keepAlive: true })
    line = client
    client.on('error', lost)
    client.on('end', lost)
    client.on('notification', told)
    client
      .connect()
      .then(() => client.query(`listen ${client.escapeIdentifier(channel)}`))
      .then(told)
      .catch(lost)
  }

  listen()
  return {
    stop: async () => {
      isStopped = true
      if (again) clearTimeout(again)
      await line?.end().catch(() => undefined)
    },
  }
}
