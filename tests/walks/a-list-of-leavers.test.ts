import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import {
  type Airt,
  expect,
  expectGoodPage,
  expectSays,
  type Look,
  looks,
  type Page,
  signIn,
  test,
} from '../support/browser'
import { counting } from '../support/counting'

const LEAVERS = 300
const BAD = 12
/** Looks in which a page said how far it was, before it was done. */
const seenUnderWay = new Set<string>()

describe.each(looks)('at $width px, scripts: $script', (look) => {
  test('300 leavers come in, twelve rows are put right, all is taken back and brought in again', {
    timeout: 120_000,
  }, async ({ airt, browse }) => {
    const what = `${look.width}-${look.script ? 'script' : 'plain'}`
    const path = leaversOf(airt, look)
    const page = await browse(look)
    const seen = (step: string) => expectGoodPage(page, `${what}-${step}`, ['Ailsa', 'Quern'])
    await signIn(page, 'youth-worker', '/imports')
    const count = look.script ? await counting(page) : null

    await page.goto('/imports/new')
    await seen('new')
    await page.getByLabel('The file').setInputFiles(path)
    await page.getByLabel('Where is it from?').fill(`School roll ${what}`)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await untilTitled(page, 'Before it is saved')
    await expectSays(countOf(page, 'New'), String(LEAVERS - BAD))
    await expectSays(countOf(page, 'Refused'), String(BAD))
    await expectSays(page.getByRole('list', { name: 'Rows to look at' }), 'Date of birth: This is not a day')
    await seen('preview')

    await page.getByRole('button', { name: 'Start import' }).click()
    await noteUnderWay(page, what)
    await untilTitled(page, 'The list is saved')
    await expectSays(page.getByRole('heading', { name: 'Rows that were refused' }), String(BAD))
    await seen('result')

    const births = page.getByLabel('Date of birth')
    for (let row = 0; row < BAD; row += 1) await births.nth(row).fill('2009-03-01')
    await page.getByRole('button', { name: 'Save these rows' }).click()
    await untilTitled(page, 'The list is saved')
    await expectSays(countOf(page, 'New'), String(LEAVERS))
    expect(await page.getByRole('heading', { name: 'Rows that were refused' }).count()).toBe(0)
    if (count) expect(count).toEqual({ loads: 4, choices: 0 })

    await page.getByText('Take the whole list back').click()
    await page.getByRole('button', { name: 'Take it back' }).click()
    await noteUnderWay(page, what)
    await untilTitled(page, 'The list was taken back')
    await expectSays(page.getByRole('main'), `What it did to ${LEAVERS} people is undone.`)
    await seen('undone')
    await page.goto('/people')
    expect(await page.getByRole('link', { name: `Ailsa Quern${what}`, exact: true }).count()).toBe(0)

    await page.goto('/imports/new')
    await page.getByLabel('The file').setInputFiles(path)
    await page.getByLabel('Where is it from?').fill(`School roll ${what}`)
    await page.getByRole('button', { name: 'Look at it' }).click()
    await untilTitled(page, 'Before it is saved')
    await page.getByRole('button', { name: 'Start import' }).click()
    await untilTitled(page, 'The list is saved')
    await expectSays(countOf(page, 'New'), String(LEAVERS - BAD))

    await page.goto('/imports')
    await expectSays(page.getByRole('list', { name: 'Lists you brought in' }), `School roll ${what}`)
    await seen('imports')
  })
})

test('how far it was could be seen on the way', () => {
  expect(seenUnderWay.size).toBeGreaterThan(0)
})

test('columns that are called otherwise are matched once, and known the next time', async ({
  airt,
  browse,
}) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'team-manager', '/imports/new')
  const send = async (file: string) => {
    await page.goto('/imports/new')
    await page.getByLabel('The file').setInputFiles(file)
    await page.getByLabel('Where is it from?').fill('Their own system')
    await page.getByRole('button', { name: 'Look at it' }).click()
  }
  const rows = (day: string) =>
    fileIn(airt, `own-${day}`, [
      'Pupil ID,Forename,Surname,DOB,Shoe size',
      `OWN-${day},Torquil,Haig,2011-0${day}-11,7`,
    ])

  await send(rows('4'))
  await expectSays(page.getByRole('heading', { level: 1 }), 'Match the columns')
  await expectGoodPage(page, 'columns', ['Torquil', 'Haig'])
  expect(await page.getByLabel('forename').inputValue()).toBe('given_name')
  expect(await page.getByLabel('shoe size').inputValue()).toBe('')
  await page.getByRole('button', { name: 'Check the list' }).click()
  await untilTitled(page, 'Before it is saved')
  await page.getByRole('button', { name: 'Start import' }).click()
  await untilTitled(page, 'The list is saved')
  await send(rows('6'))

  await untilTitled(page, 'Before it is saved')
})

/** A file as a school would send it, nobody of it alike anybody of another look. */
function leaversOf(airt: Airt, { width, script }: Look): string {
  const year = 2007 + looks.findIndex((look) => look.width === width && look.script === script)
  const lines = Array.from({ length: LEAVERS }, (_, at) => {
    const [given, family] = [
      GIVEN[at % GIVEN.length],
      FAMILY[Math.floor(at / GIVEN.length)] ?? `Quern${width}-${script ? 'script' : 'plain'}`,
    ]
    const day = new Date(Date.UTC(year, 0, 2 + at)).toISOString().slice(0, 10)
    const born = at % 25 === 7 ? `31/02/${year}` : day
    return `LV-${year}-${at},${given},${family},${born},Brankholm High School,yes,S5,2026-08-18`
  })
  return fileIn(airt, `leavers-${year}`, [
    'reference,given_name,family_name,date_of_birth,school,pupil,stage,opened_on',
    ...lines,
  ])
}

const GIVEN =
  'Ailsa Bruce Ciara Duncan Esme Fergus Gilda Hamish Iona Jock Kirsty Lewis Mhairi Nairn Oran Pablo Quinn Rhona Struan Tavish'.split(
    ' ',
  )
const FAMILY =
  'Baxter Cobb Dalgleish Eadie Foulis Galbraith Haldane Imrie Jardine Kinloch Lockhart Mutch Nisbet Orr'.split(
    ' ',
  )

function fileIn({ folder }: Airt, name: string, lines: readonly string[]): string {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return path
}

async function untilTitled(page: Page, title: string): Promise<void> {
  await expect.poll(() => titleOf(page), { timeout: 30_000 }).toBe(title)
}

/** Empty while one page gives way to the next. */
async function titleOf(page: Page): Promise<string> {
  const title = await page
    .getByRole('heading', { level: 1 })
    .textContent()
    .catch(() => null)
  return title ?? ''
}

async function noteUnderWay(page: Page, what: string): Promise<void> {
  const title = await titleOf(page)
  if (!title.startsWith('Airt is ')) return
  await expectSays(page.getByRole('status').first(), /done|looked at|Waiting/)
  seenUnderWay.add(what)
}

/** What stands beside the name of a count. */
function countOf(page: Page, name: string) {
  return page
    .locator('dl.facts > div')
    .filter({ has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }) })
}
