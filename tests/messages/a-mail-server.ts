import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export type Arrived = { to: string[]; raw: string; read: Email }

/** A real mail server on this machine. It has taken what stands in `arrived`; `before` is asked before it says that it has. */
export async function aMailServer(
  options: SMTPServerOptions = {},
  before: (arrived: Arrived) => Promise<void> = async () => undefined,
) {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part) => parts.push(part))
      stream.on('end', async () => {
        const raw = Buffer.concat(parts).toString('utf8')
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const letter = { to, raw, read: await PostalMime.parse(raw) }
        try {
          arrived.push(letter)
          await before(letter)
          done()
        } catch (error) {
          arrived.pop()
          done(error as Error)
        }
      })
    },
    ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    arrived,
    stop: () => new Promise<void>((settle) => server.close(settle)),
  }
}

/** As a mail server refuses: with this code. */
export function refusal(responseCode: number): Error {
  return Object.assign(new Error('No'), { responseCode })
}
