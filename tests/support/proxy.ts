import { request as ask, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** In front of several: each request goes to the next one, whoever asks. Nobody meets the same one twice in a row. */
export async function aProxy(): Promise<{
  port: number
  to: (ports: readonly number[]) => void
  stop: () => Promise<void>
}> {
  let behind: readonly number[] = []
  let turn = 0
  const server: Server = createServer((request, response) => {
    const port = behind[turn % behind.length]
    turn += 1
    const headers = { ...request.headers, 'x-forwarded-for': request.socket.remoteAddress }
    const onwards = ask(
      { port, host: '127.0.0.1', agent: false, method: request.method, path: request.url, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(response)
      },
    )
    onwards.on('error', () => response.destroy())
    request.pipe(onwards)
  })
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle))
  return {
    port: (server.address() as AddressInfo).port,
    to: (ports) => {
      behind = ports
    },
    stop: () =>
      new Promise((settle) => {
        server.close(() => settle())
        server.closeAllConnections()
      }),
  }
}
