import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { aForm, aServer, origin, sendRaw } from './support'

type Running = Awaited<ReturnType<typeof aServer>>
const started: Running[] = []
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop()
})

async function running(...how: Parameters<typeof aServer>): Promise<Running> {
  const server = await aServer(...how)
  started.push(server)
  return server
}

const saves = {
  saves: {
    action: async () => new Response(null, { status: 303, headers: { Location: '/done' } }),
    default: () => null,
  },
}

test('a page lets only its own scripts run and is kept by no one', async () => {
  const server = await running({ hello: { default: () => 'Hello' } })

  const page = await server.ask('/hello')

  expect(page.status).toBe(200)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe-')
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  const scripts = [...page.text.matchAll(/<script[^>]*>/g)].map(String)
  expect(scripts.length).toBeGreaterThan(0)
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(page.headers['strict-transport-security']).toBeUndefined()
})

test.each([
  ['its own form without script', { origin }, 303],
  ['its own form from a newer browser', { origin, 'sec-fetch-site': 'same-origin' }, 303],
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, 403],
  ['another site that names our origin', { origin, 'sec-fetch-site': 'cross-site' }, 403],
  ['a neighbour on the same domain', { origin, 'sec-fetch-site': 'same-site' }, 403],
  ['no site at all', { origin: 'null' }, 403],
  ['a sender that names no origin', {}, 403],
  ['a forged host', { origin: 'http://evil.example', host: 'evil.example' }, 403],
  ['a forged forwarded host', { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' }, 403],
])('a post from %s', async (_who, headers, status) => {
  const server = await running(saves)

  const answer = await server.ask('/saves', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...(headers as Record<string, string>) },
    body: 'said=yes',
  })

  expect(answer.status).toBe(status)
})

test('a form that is too long is refused in words', async () => {
  const server = await running(saves)

  const answer = await server.ask('/saves', aForm({ said: 'a'.repeat(257 * 1024) }))

  expect(answer.status).toBe(413)
  expect(answer.text).toContain('That is too long')
})

test('text that could not be saved comes back in a form with the same key', async () => {
  const failing = {
    fails: {
      action: async () => {
        throw new Error('Canary McTest')
      },
      default: () => null,
    },
  }
  const server = await running(failing)

  const answer = await server.ask(
    '/fails',
    aForm({ formKey: 'k1', whatHappened: 'We met at the <library>', password: 'hush-hush' }),
  )

  expect(answer.status).toBe(500)
  expect(answer.text).toContain('Not saved yet')
  expect(answer.text).toContain('type="hidden" name="formKey" value="k1"')
  expect(answer.text).toContain('We met at the &lt;library&gt;')
  expect(answer.text).toContain('action="/fails"')
  expect(answer.text).not.toContain('hush-hush')
})

test('a page hands what it was made from to its script, and no word of it can end that script', async () => {
  const server = await running({ told: { loader: () => '</script><b>Canary', default: () => 'Told' } })

  const page = await server.ask('/told')

  expect(page.text).toMatch(/window\.__remixContext = \{[^<]*"told":"[^<"]*Canary"/)
  expect(page.text).not.toContain('</script><b>Canary')
  expect(page.text).not.toContain('<!--$!-->')
})

test('a form whose saving could not be committed comes back with its text, and not as saved', async () => {
  const server = await running(saves, {
    begin: () => ({
      enter: async () => ({ db: null as never, worker: null, stage: null }),
      claims: () => undefined,
      hasClaimed: () => false,
      finish: async () => {
        throw new Error('The database is gone')
      },
    }),
  })

  const answer = await server.ask('/saves', aForm({ formKey: 'k1', note: 'We met at the library' }))

  expect(answer.status).toBe(503)
  expect(answer.headers.location).toBeUndefined()
  expect(answer.text).toContain('We met at the library')
  expect(answer.text).toContain('type="hidden" name="formKey" value="k1"')
})

test('the log holds no name, whatever the address, the form or the error says', async () => {
  const failing = {
    'people/:id': {
      action: async () => {
        throw Object.assign(new Error('Canary'), { code: '23505', detail: 'Canary', table: 'person' })
      },
      default: () => null,
    },
  }
  const server = await running(failing)

  await server.ask('/people/Canary?name=Canary', aForm({ name: 'Canary' }))
  await server.ask('/Canary')

  const log = server.lines.join('')
  expect(log).not.toContain('Canary')
  expect(log).toContain('/people/:id')
  expect(log).toContain('"code":"23505"')
  expect(log).toContain('"table":"person"')
})

test.each([
  '/%',
  '/%zz',
  '/%00',
  '//evil.example',
  '/\\evil.example',
  '/..%2f..%2fpackage.json',
  '/a?b=%',
  '/.vite/manifest.json',
  '/%E0%A4%A',
])('the address %s is refused without failing', async (path) => {
  const server = await running()

  const answer = await server.ask(path)

  expect([400, 404]).toContain(answer.status)
})

test.each([
  ['no request', 'hello\r\n\r\n', '400'],
  ['headers without end', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(40_000)}\r\n\r\n`, '431'],
  ['an unknown method', 'TRACE / HTTP/1.1\r\nHost: a\r\n\r\n', '405'],
  ['a whole address', 'GET http://evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n', '400'],
])('%s is refused without failing', async (_what, bytes, status) => {
  const server = await running()

  const back = await sendRaw(server.port, bytes)

  expect(back).toMatch(new RegExp(`^HTTP/1.1 ${status}`))
})

test('a page that is not there, or not theirs, is answered in the same words, and HEAD in none', async () => {
  const server = await running()

  const got = await server.ask('/nowhere')
  const head = await server.ask('/nowhere', { method: 'HEAD' })

  expect(got.status).toBe(404)
  expect(got.text).toContain('We cannot show this page. It may not exist, or you may not have access.')
  expect(head.status).toBe(404)
  expect(head.body).toHaveLength(0)
})

test('built files are packed and kept for a year, others for an hour', async () => {
  const server = await running()

  const script = await server.ask('/assets/a-1234.js', { headers: { 'accept-encoding': 'gzip' } })
  const icon = await server.ask('/favicon.svg')
  const again = await server.ask('/favicon.svg', { headers: { 'if-none-match': String(icon.headers.etag) } })

  expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(gunzipSync(script.body).toString()).toContain('airt')
  expect(icon.headers['cache-control']).toBe('public, max-age=3600')
  expect(again.status).toBe(304)
})

test('a page is packed in the way that is asked for', async () => {
  const server = await running({ hello: { default: () => 'Hello '.repeat(400) } })

  const packed = await server.ask('/hello', { headers: { 'accept-encoding': 'br;q=0, gzip' } })
  const plain = await server.ask('/hello')

  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(packed.body).toString()).toContain('Hello')
  expect(plain.headers['content-encoding']).toBeUndefined()
})

test('says why it is not ready, and lives all the same', async () => {
  const server = await running({}, { ready: async () => 'The database does not answer' })

  const ready = await server.ask('/readyz')
  const health = await server.ask('/healthz')

  expect(ready.status).toBe(503)
  expect(ready.text).toContain('The database does not answer')
  expect(health.status).toBe(200)
})

test('a post that finds the server full gets its text back', async () => {
  const server = await running(saves, { atOnce: 0 })

  const answer = await server.ask('/saves', aForm({ note: 'Loves football' }))

  expect(answer.status).toBe(503)
  expect(answer.headers['retry-after']).toBe('5')
  expect(answer.text).toContain('Loves football')
})

test('stopping finishes what has begun before it closes the database', async () => {
  const gate = deferred()
  const begun = deferred()
  const server = await aServer({
    slow: {
      loader: async () => {
        begun.resolve()
        await gate.promise
        return null
      },
      default: () => 'Finished',
    },
  })
  const answer = server.ask('/slow')
  await begun.promise

  const stopped = server.stop()
  const closedEarly = server.closed.yes
  gate.resolve()

  expect((await answer).text).toContain('Finished')
  await stopped
  expect(closedEarly).toBe(false)
  expect(server.closed.yes).toBe(true)
})

function deferred() {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
