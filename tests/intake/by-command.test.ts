import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { aFile, airt, anOrganisationCalled } from '../support/command'
import { expect, test } from '../support/database'

test('an import says in one document what became of each row, and nothing else', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const file = aFile(
    'reference,given_name,date_of_birth,shoe_size\nYP-1,Zoë,2010-12-10,4\nYP-2,=1+1,2011-01-01,\nYP-3,Ali,31/02/2010,5\n',
  )

  const { code, out, err } = await airt(database, 'import', 'people', file, '--organisation', slug, '--json')

  const report = JSON.parse(out)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(report).toMatchObject({ read: 3, added: 2, changed: 0, unchanged: 0, rejected: 1, warned: 1 })
  expect(report.rejects).toEqual([
    { row: 4, column: 'date_of_birth', value: '31/02/2010', reason: expect.any(String) },
  ])
  expect(report.warnings).toEqual([
    { row: 3, column: 'given_name', value: '=1+1', reason: expect.any(String) },
  ])
  expect(report.unknownColumns).toEqual(['shoe_size'])
})

test('the refused rows lie beside the file, to be put right and imported', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const file = aFile('reference,given_name,date_of_birth\nYP-1,Zoë,2010-12-10\nYP-2,Ali,31/02/2010\n')

  const first = await airt(database, 'import', 'people', file, '--organisation', slug)
  const rejects = file.replace('.csv', '.rejects.csv')
  const text = readFileSync(rejects, 'utf8')
  writeFileSync(rejects, text.replace('31/02/2010', '28/02/2010'))
  const second = await airt(database, 'import', 'people', rejects, '--organisation', slug, '--json')

  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain('2 rows read: 1 added, 0 changed, 0 unchanged, 1 refused.')
  expect(first.out).toContain('Row 3, date_of_birth: This is not a day that exists')
  expect(first.out).toContain(rejects)
  expect(statSync(rejects).mode & 0o777).toBe(0o600)
  expect(text).toContain('YP-2')
  expect(text).not.toContain('YP-1')
  expect(JSON.parse(second.out)).toMatchObject({ read: 1, added: 1, rejected: 0, unknownColumns: [] })
})

test('a whole caseload comes in by four commands, and again changes nothing', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const of = ['--organisation', slug, '--json']
  const school = `Academy ${slug}`
  const files = [
    [
      'people',
      aFile(`reference;given_name;date_of_birth;school;pupil\nYP-1;Zoë;01/10/2010;${school};yes\n`),
      ...of,
    ],
    ['key-dates', aFile('reference,kind,date\nYP-1,COURT,2026-12-04\n'), ...of],
    [
      'schools',
      aFile(`school,session,christmas_holiday_first_day\n${school},2026/27,2026-12-19\n`),
      '--json',
    ],
    ['working-days', aFile('date,works,name\n2026-12-03,no,Local holiday\n'), ...of],
  ]
  const runs = async () => {
    const reports = []
    for (const words of files) reports.push(JSON.parse((await airt(database, 'import', ...words)).out))
    return reports
  }

  const first = await runs()
  const again = await runs()
  const listed = await airt(database, 'transitions', '--as-of', '2026-11-25', '--person', 'YP-1', ...of)

  expect(first.map(({ added }) => added)).toEqual([1, 1, 1, 1])
  expect(again.map(({ unchanged, read }) => [unchanged, read])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ])
  const found = JSON.parse(listed.out) as {
    rule: string
    date: string
    prompts: { step: string; on: string }[]
  }[]
  expect(found).toContainEqual(expect.objectContaining({ rule: 'SCHOOL_LEAVING', date: '2026-12-19' }))
  const court = found.find(({ rule }) => rule === 'COURT_DATE')
  expect(court?.prompts).toContainEqual(expect.objectContaining({ step: '-2wd', on: '2026-12-01' }))
})

test('a dry run says the numbers and that nothing was saved', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const file = aFile('reference,given_name\nYP-1,Zoë\n')
  const words = ['import', 'people', file, '--organisation', slug]

  const tried = await airt(database, ...words, '--dry-run')
  const saved = await airt(database, ...words, '--json')

  expect(tried.out).toContain('1 row read: 1 added')
  expect(tried.out).toContain('nothing was saved')
  expect(JSON.parse(saved.out)).toMatchObject({ added: 1 })
})

test('Windows-1252 names come in as they are', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const file = aFile(Buffer.from('reference,given_name,family_name\nYP-1,Zo\xeb,=\xd1u\xf1ez\n', 'latin1'))

  const { out } = await airt(database, 'import', 'people', file, '--organisation', slug, '--json')

  expect(JSON.parse(out).warnings).toMatchObject([{ column: 'family_name', value: '=Ñuñez' }])
})

test('what cannot be imported is refused in one sentence', async ({ database }) => {
  const slug = await anOrganisationCalled(database)
  const of = ['--organisation', slug]
  const good = aFile('reference,given_name\nYP-1,Zoë\n')

  const answers = [
    await airt(database, 'import', 'people', aFile(Buffer.alloc(40 * 1024 * 1024, 'a')), ...of),
    await airt(database, 'import', 'people', aFile('PK\u0003\u0004reference\n1'), ...of),
    await airt(database, 'import', 'people', aFile('given_name\nIsla\n'), ...of),
    await airt(database, 'import', 'people', '/nowhere/at-all.csv', ...of),
    await airt(database, 'import', 'people', tmpdir(), ...of),
    await airt(database, 'import', 'people', good, '--organisation', 'nobody'),
    await airt(database, 'import', 'people', good),
  ]
  const usage = await airt(database, 'import', 'people', ...of)

  for (const { code, out, err } of answers) {
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toMatch(/^[A-Z][^\n]*\.\n$/)
  }
  expect(answers.map(({ err }) => err)).toEqual([
    expect.stringContaining('larger than 10 MB'),
    expect.stringContaining('not a CSV file'),
    expect.stringContaining('no column reference'),
    expect.stringContaining('at-all.csv'),
    expect.stringContaining('can be read'),
    expect.stringContaining('no organisation nobody'),
    expect.stringContaining('--organisation'),
  ])
  expect(usage.code).toBe(2)
})
