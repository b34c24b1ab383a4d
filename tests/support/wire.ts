import { connect, createServer, type Socket } from 'node:net'

export type Wire = Awaited<ReturnType<typeof aWire>>

/** A line to the database that can be cut, held up, and closed: what a network does, between a pool and a real server. */
export async function aWire(url: string) {
  const far = new URL(url)
  const ends = new Set<Socket>()
  let isHeld = false
  let isClosed = false
  let cuts = 0
  let afterwards: () => void = () => undefined

  const server = createServer((near) => {
    if (isClosed) return void near.resetAndDestroy()
    const line = connect(Number(far.port || 5432), far.hostname)
    let isDeaf = false
    for (const end of [near, line]) {
      ends.add(end)
      end.on('error', () => undefined)
      end.on('close', () => {
        ends.delete(end)
        near.destroy()
        line.destroy()
      })
      if (isHeld) end.pause()
    }
    near.on('data', (part) => {
      if (cuts > 0 && part.includes('commit\0')) {
        cuts -= 1
        isDeaf = true
      }
      line.write(part)
    })
    // The answer to a commit is the end of it: by then it has happened.
    line.on('data', (part) => {
      if (!isDeaf) near.write(part)
      else if (part.includes('COMMIT\0')) {
        near.resetAndDestroy()
        afterwards()
      }
    })
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const address = server.address()
  const near = new URL(url)
  near.hostname = '127.0.0.1'
  near.port = String(typeof address === 'object' && address ? address.port : 0)

  return {
    url: near.href,
    /** So many commits go through, and their answers do not come back; and what happens then. */
    cutAfterCommit(times: number, then?: () => void) {
      cuts = times
      afterwards = then ?? afterwards
    },
    /** Nothing gets through, and nobody is told. */
    hold() {
      isHeld = true
      for (const end of ends) end.pause()
    },
    letGo() {
      isHeld = false
      for (const end of ends) end.resume()
    },
    /** Every line is cut, and no new one is taken. */
    close() {
      isClosed = true
      for (const end of ends) end.resetAndDestroy()
    },
    open() {
      isClosed = false
    },
    end: async () => {
      for (const end of ends) end.destroy()
      await new Promise((settle) => server.close(settle))
    },
  }
}
