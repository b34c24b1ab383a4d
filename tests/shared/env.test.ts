import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readEnv } from '~/shared/env.server'

const server = {
  DATABASE_URL: 'postgres://airt:secret@db.example:5432/airt',
  AIRT_SECRET: 'a'.repeat(32),
  AIRT_ORIGIN: 'https://airt.example.org',
}

test('without a setting it is the embedded demonstration on this machine', () => {
  expect(readEnv({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    origins: ['http://localhost:3000', 'http://127.0.0.1:3000'],
    trustProxy: 0,
    databaseUrl: null,
    appDatabaseUrl: null,
    dataDir: './data',
    demo: true,
    demoPassword: null,
    today: null,
    secret: null,
    anchorDir: null,
    keyDir: null,
    backupDir: null,
    smtpUrl: null,
    mailFrom: null,
    metricsPort: null,
    standby: false,
    namedStatements: true,
  })
})

test('a server is no demonstration unless somebody asks for one', () => {
  expect(readEnv(server)).toMatchObject({ demo: false, origins: ['https://airt.example.org'] })
  expect(readEnv({ ...server, AIRT_DEMO: '1', AIRT_TODAY: '2026-11-24' })).toMatchObject({
    demo: true,
    today: '2026-11-24',
  })
})

test('every setting is read', () => {
  const env = readEnv({
    ...server,
    PORT: '8080',
    HOST: '::1',
    AIRT_APP_DATABASE_URL: 'postgresql://app@db.example/airt',
    AIRT_DATA_DIR: '/srv/airt',
    AIRT_DEMO: '1',
    AIRT_DEMO_PASSWORD: 'a long password',
    AIRT_ORIGIN: 'https://airt.example.org/, http://localhost:8080',
    AIRT_TRUST_PROXY: '2',
    AIRT_ANCHOR_DIR: '/mnt/anchors',
    AIRT_KEY_DIR: '/etc/airt/keys',
    AIRT_SMTP_URL: 'smtps://user:word@mail.example:465',
    AIRT_MAIL_FROM: 'airt@example.org',
    AIRT_METRICS_PORT: '9100',
    AIRT_NAMED_STATEMENTS: 'off',
  })

  expect(env).toMatchObject({
    port: 8080,
    host: '::1',
    origins: ['https://airt.example.org', 'http://localhost:8080'],
    trustProxy: 2,
    appDatabaseUrl: 'postgresql://app@db.example/airt',
    dataDir: '/srv/airt',
    demoPassword: 'a long password',
    anchorDir: '/mnt/anchors',
    keyDir: '/etc/airt/keys',
    smtpUrl: 'smtps://user:word@mail.example:465',
    mailFrom: 'airt@example.org',
    metricsPort: 9100,
    namedStatements: false,
  })
})

test.each([
  ['PORT', '', 'a whole number from 1 to 65535'],
  ['PORT', '0', 'a whole number from 1 to 65535'],
  ['PORT', '3000.5', 'a whole number from 1 to 65535'],
  ['HOST', 'my host', 'an address or name to listen on, such as 127.0.0.1'],
  ['DATABASE_URL', '', 'postgres://user:password@host:port/database'],
  ['DATABASE_URL', 'postgres:///airt', 'postgres://user:password@host:port/database'],
  ['DATABASE_URL', 'mysql://a@b/c', 'postgres://user:password@host:port/database'],
  ['AIRT_DATA_DIR', '', 'the path of a folder'],
  ['AIRT_DEMO', 'true', '1 or 0'],
  ['AIRT_DEMO_PASSWORD', 'short', '12 to 128 characters long'],
  ['AIRT_TODAY', '2026-02-30', 'a day such as 2027-05-31'],
  ['AIRT_SECRET', 'short', '32 to 1000 characters long'],
  ['AIRT_TRUST_PROXY', '-1', 'a whole number from 0 to 10'],
  ['AIRT_SMTP_URL', 'mail.example', 'smtp://host:port or smtps://host:port'],
  ['AIRT_MAIL_FROM', 'Airt', 'an email address'],
  ['AIRT_METRICS_PORT', '3000', 'another port than PORT'],
  ['AIRT_NAMED_STATEMENTS', 'no', 'on or off'],
])('%s is refused when it is "%s"', (name, value, mustBe) => {
  expect(() => readEnv({ [name]: value })).toThrow(`${name} must be ${mustBe}.`)
})

test.each(['airt.example.org', 'http://airt.example.org', 'https://airt.example.org/start', 'null', '*', ''])(
  'AIRT_ORIGIN is refused when it is "%s"',
  (AIRT_ORIGIN) => {
    expect(() => readEnv({ AIRT_ORIGIN })).toThrow('AIRT_ORIGIN must be the address people type')
  },
)

test('what a server needs is missed by name', () => {
  expect(() => readEnv({ ...server, AIRT_SECRET: undefined })).toThrow('AIRT_SECRET must be set together')
  expect(() => readEnv({ ...server, AIRT_ORIGIN: undefined })).toThrow('AIRT_ORIGIN must be set together')
  expect(() => readEnv({ AIRT_APP_DATABASE_URL: server.DATABASE_URL })).toThrow('DATABASE_URL must be set')
  expect(() => readEnv({ AIRT_SMTP_URL: 'smtp://mail.example' })).toThrow(
    'AIRT_MAIL_FROM must be set together',
  )
})

test('the day is pinned in a demonstration alone', () => {
  const AIRT_TODAY = '2026-11-24'

  expect(() => readEnv({ AIRT_TODAY, AIRT_DEMO: '0' })).toThrow('AIRT_TODAY must be unset')
  expect(() => readEnv({ ...server, AIRT_TODAY })).toThrow('AIRT_TODAY must be unset')
})

test('any text is read or refused in one sentence that does not repeat it', () => {
  const names = ['PORT', 'HOST', 'DATABASE_URL', 'AIRT_TODAY', 'AIRT_SECRET', 'AIRT_ORIGIN', 'AIRT_SMTP_URL']
  const one = fc.tuple(fc.constantFrom(...names), fc.string({ minLength: 12 }))
  fc.assert(
    fc.property(one, ([name, value]) => {
      try {
        readEnv({ [name]: value })
      } catch (error) {
        expect(error).toMatchObject({
          name: 'CannotStart',
          message: expect.stringMatching(/^[A-Z_]+ must be .*\.$/),
        })
        expect(String(error)).not.toContain(value)
      }
    }),
  )
})

test('every setting stands on the page of settings', () => {
  const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  const known = [...read('app/shared/env.server.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(
    ([, name]) => name,
  )
  const page = read('.readme/settings.md')

  expect(known).toContain('AIRT_APP_DATABASE_URL')
  expect(known.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})
