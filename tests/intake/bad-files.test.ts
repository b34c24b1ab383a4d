import { deflateRawSync } from 'node:zlib'
import { sql } from '#db/connection.server'
import { FILE_BYTES_MAX } from '~/intake/read-file.server'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer } from '../security/real-server'
import { origin } from '../server/support'
import { aWorker } from '../support/builders'
import { test as base, expect, type TestDatabase } from '../support/database'
import { bringIn, pageOf, really, theirs } from './a-list'

const test = base.extend<{ server: RealServer }>({
  server: [
    async ({ database }, use) => {
      const server = await aRealServer(database)
      await use(server)
      await server.stop()
    },
    { scope: 'file' },
  ],
})

const head = 'reference,given_name,date_of_birth'
const good = 'B-1,Calum,2010-01-14'

/** A file, and the one sentence that it is answered with. */
const refusedWhole: [what: string, bytes: () => Uint8Array, says: string][] = [
  ['empty', () => Buffer.alloc(0), 'Choose a file'],
  ['a header alone', () => Buffer.from(`${head}\n`), 'The file has no rows under its first line.'],
  ['blank lines alone', () => Buffer.from('\n\n\n'), 'The file has no rows under its first line.'],
  ['binary', () => Buffer.from([1, 2, 0, 3, 255]), 'This is not a CSV file'],
  ['a picture', () => Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'), 'This is not a CSV file'],
  ['a workbook', () => zip('xl/workbook.xml', Buffer.from('<workbook/>')), 'This is not a CSV file'],
  [
    'an archive that unpacks to 200 MB',
    () => zip('bomb.csv', Buffer.alloc(200 * 1024 * 1024)),
    'This is not a CSV file',
  ],
  ['UTF-16', () => Buffer.from(`\ufeff${head}\n${good}`, 'utf16le'), 'This is not a CSV file'],
  ['a NUL in it', () => Buffer.from(`${head}\nB-1,Ca\0lum,\n`), 'This is not a CSV file'],
  [
    'one byte more than 10 MB',
    () => Buffer.alloc(FILE_BYTES_MAX + 1, `${head}\n${good}\n`),
    'The file is larger than 10 MB',
  ],
  [
    '50,001 rows',
    () => Buffer.from(`${head}\n${'B,C,\n'.repeat(50_001)}`),
    'The file has more than 50,000 rows',
  ],
  [
    'a column twice',
    () => Buffer.from(`reference,given_name,Reference\nB-1,Calum,B-2\n`),
    'The column reference is there twice',
  ],
  [
    'a quotation mark that is never closed',
    () => Buffer.from(`${head}\nB-1,"Calum,2010-01-14\n`),
    'a quotation mark is opened and not closed',
  ],
]

test.for(refusedWhole)(
  'a file that is %s is refused with one sentence, and nothing of it is kept',
  async ([, bytes, says], { database, server }) => {
    const { worker, token } = await somebody(database)

    const answer = await upload(server, token, bytes())

    expect(answer.status).toBe(422)
    expect(errorsOf(answer.text)).toHaveLength(1)
    expect(errorsOf(answer.text)[0]).toContain(says)
    expect(await kept(database, worker.id)).toEqual([])
  },
)

test('what is far too long is refused before it is read', async ({ database, server }) => {
  const { worker, token } = await somebody(database)

  const answer = await upload(server, token, Buffer.alloc(FILE_BYTES_MAX + 300 * 1024, 'x'))

  expect(answer.status).toBe(413)
  expect(await kept(database, worker.id)).toEqual([])
})

test.for([
  ['lines that end as on an old Mac', `${head}\r${good}\r`],
  ['lines that end as on Windows', `${head}\r\n${good}\r\n`],
  [
    'semicolons, and a mark at its start',
    `\ufeff${head.replaceAll(',', ';')}\n${good.replaceAll(',', ';')}\n`,
  ],
] as const)('a file with %s is read', async ([, text], { database }) => {
  const { worker } = await somebody(database)

  const id = await bringIn(database, worker, Buffer.from(text))

  expect(await pageOf(database, worker, id)).toMatchObject({ added: 1, refused: 0 })
})

test('a file of Windows-1252 keeps its letters', async ({ database }) => {
  const { worker } = await somebody(database)

  await bringIn(database, worker, Buffer.from(`${head}\nB-1,Zoë,\n`, 'latin1'))

  expect(await theirs(database, worker)).toMatchObject([{ given_name: 'Zoë' }])
})

test('without the columns that must be there a file goes no further than matching them', async ({
  database,
  server,
}) => {
  const { worker, token } = await somebody(database)
  const sent = await upload(server, token, Buffer.from('given_name,family_name\nCalum,Reid\n'))
  const path = String(sent.headers.location)
  const page = await server.get(path, token)
  const version = /name="version" value="(\d+)"/.exec(page.text)?.[1] ?? ''

  const answer = await server.post(path, token, {
    version,
    'column.0': 'given_name',
    'column.1': 'family_name',
  })

  expect(path).toMatch(/\/columns$/)
  expect(answer.status).toBe(422)
  expect(errorsOf(answer.text)).toEqual(['Say which column is Reference. A list must have it.'])
  expect(await theirs(database, worker)).toEqual([])
})

test('bad rows are refused one by one, each with what is wrong, and the good ones come in', async ({
  database,
}) => {
  const { worker } = await somebody(database)
  const lines = [
    'B-1,Calum,2010-01-14',
    `B-2,${'x'.repeat(1024 * 1024)},2010-01-15`,
    'B-3,Isla,2010-01-16,too,many',
    'B-1,Again,2010-01-17',
    'B-4,=cmd|calc,2010-02-18',
    ',Nobody,2010-01-19',
    'B-5,Rory,2010-02-30',
  ]

  const id = await bringIn(database, worker, Buffer.from(`${head}\n${lines.join('\n')}\n`))
  const page = await pageOf(database, worker, id)

  expect(page).toMatchObject({ read: 7, added: 2, refused: 5, warned: 1 })
  expect(page.refusedRows.map(({ row, remarks }) => [row, remarks[0]?.column])).toEqual([
    [3, 'given_name'],
    [4, ''],
    [5, 'reference'],
    [7, 'reference'],
    [8, 'date_of_birth'],
  ])
  expect(JSON.stringify(page).length).toBeLessThan(100_000)
  expect((await theirs(database, worker)).map(({ given_name }) => given_name)).toEqual(['Calum', '=cmd|calc'])
})

test('what a file is called says nothing and is kept nowhere', async ({ database, server }) => {
  const { worker, token } = await somebody(database)

  const answer = await upload(
    server,
    token,
    Buffer.from(`${head}\n${good}\n`),
    'Zanzibarina\u202egpj\u0007../../x.csv',
  )
  const page = await server.get(String(answer.headers.location), token)

  expect(answer.status).toBe(303)
  expect(
    `${JSON.stringify(answer.headers)} ${page.text} ${JSON.stringify(await kept(database, worker.id))}`,
  ).not.toContain('Zanzibarina')
  expect(server.lines.join('\n')).not.toContain('Zanzibarina')
})

test('many large files at once are asked to come back, and the others are answered', {
  timeout: 60_000,
}, async ({ database, server }) => {
  const { token } = await somebody(database)
  const large = Buffer.alloc(FILE_BYTES_MAX, 'x\0')

  const before = process.memoryUsage().rss
  const answers = await Promise.all(Array.from({ length: 12 }, () => upload(server, token, large)))
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024

  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([422, 503]))
  expect(
    answers.filter(({ status }) => status === 503).every(({ headers }) => headers['retry-after'] === '5'),
  ).toBe(true)
  expect(grown).toBeLessThan(700)
})

async function somebody(database: TestDatabase) {
  const worker = await built(database, (db) => aWorker(db))
  return { worker, token: await tokenFor(database, worker) }
}

function upload(server: RealServer, token: string, bytes: Uint8Array, name = 'list.csv') {
  const mark = 'a-line-that-stands-nowhere-else'
  const field = (of: string, value: string) =>
    `--${mark}\r\nContent-Disposition: form-data; name="${of}"\r\n\r\n${value}\r\n`
  const start = `${field('formKey', server.keyFor('/imports/new'))}${field('kind', 'people')}${field('source', 'School roll')}`
  const body = Buffer.concat([
    Buffer.from(
      `${start}--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${mark}--\r\n`),
  ])
  return server.ask('/imports/new', {
    method: 'POST',
    headers: { origin, cookie: `airt=${token}`, 'content-type': `multipart/form-data; boundary=${mark}` },
    body,
  })
}

function errorsOf(text: string): string[] {
  const [, list = ''] = /<ul class="ds_error-summary__list">([\s\S]*?)<\/ul>/.exec(text) ?? []
  return [...list.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = '']) =>
    item.replace(/<[^>]*>/g, '').trim(),
  )
}

function kept(database: TestDatabase, workerId: string) {
  return really(database, sql`select id from app.import where worker_id = ${workerId}`)
}

/** An archive with one packed file in it. */
function zip(name: string, plain: Buffer): Buffer {
  const packed = deflateRawSync(plain)
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(8, 8)
  header.writeUInt32LE(packed.length, 18)
  header.writeUInt32LE(plain.length, 22)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, Buffer.from(name), packed])
}
