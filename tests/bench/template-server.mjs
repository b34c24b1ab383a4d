import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { createGzip } from 'node:zlib'
import { createRequestHandler, writeReadableStreamToWritable } from '@remix-run/node'

const [, , built = ''] = process.argv
await serveTemplate(await import(pathToFileURL(resolve(built)).href))

/**
 * Serves a Remix build as remix-serve does, which create-remix leaves: the framework's handler, the page gzipped as it streams where
 * the asker can read that, a line of log for each answer. Express, compression and morgan, with which remix-serve does it, are left
 * out: they cost a third more, so that the comparison is the harder one.
 * @param {import('@remix-run/node').ServerBuild} build
 */
async function serveTemplate(build) {
  const handle = createRequestHandler(build, 'production')
  const server = createServer(async (request, response) => {
    const began = performance.now()
    response.on('finish', () => {
      const ms = (performance.now() - began).toFixed(3)
      process.stdout.write(`${request.method} ${request.url} ${response.statusCode} - - ${ms} ms\n`)
    })
    const headers = new Headers()
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value))
    const asked = new Request(`http://${request.headers.host}${request.url}`, {
      method: request.method,
      headers,
    })
    const reply = await handle(asked)
    response.statusCode = reply.status
    for (const [name, value] of reply.headers) response.setHeader(name, value)
    if (!reply.body) return response.end()
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'])))
      return writeReadableStreamToWritable(reply.body, response)
    response.setHeader('Content-Encoding', 'gzip')
    response.setHeader('Vary', 'Accept-Encoding')
    const packed = createGzip()
    await Promise.all([writeReadableStreamToWritable(reply.body, packed), pipeline(packed, response)])
  })
  await new Promise((settle) => server.listen(0, '127.0.0.1', () => settle(undefined)))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('The template listens nowhere')
  process.stdout.write(`The template is ready at http://127.0.0.1:${address.port}\n`)
}
