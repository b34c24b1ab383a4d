import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import {
  type Airt,
  expect,
  expectGoodPage,
  expectSays,
  looks,
  type Page,
  signIn,
  test,
} from '../support/browser'

const names = ['Eve Corrigan', 'Gavin Baxter', 'Hazel Imrie', 'Iona Petrie']

describe.each(looks)('at $width px, scripts: $script', ({ width, script }) => {
  test('a list comes in and a prompt moves', { timeout: 90_000 }, async ({ airt, browse }) => {
    const name = names[looks.findIndex((look) => look.width === width && look.script === script)] ?? ''
    await bringIn(airt, name)
    const page = await browse({ width, script })
    const seen = (what: string) =>
      expectGoodPage(page, `${what}-${script ? 'script' : 'plain'}`, name.split(' '))

    await page.goto('/')
    await page.getByLabel('Email address').waitFor()
    await seen('sign-in')
    await signIn(page, 'youth-worker')
    await seen('today')
    const onToday = dueOf(page, name)
    await expectSays(onToday, 'Supervision order ends. Wednesday 6 January 2027, in 42 days.')

    await onToday.getByRole('link', { name: /^Why am I seeing this\?.*Supervision order ends$/ }).click()
    await seen('why')
    const why = page.getByRole('region', { name: 'Why am I seeing this?' })
    await expectSays(why, 'from letter from the Reporter, recorded 1 October 2026')

    await why.getByRole('link', { name: 'Compulsory supervision order made' }).click()
    await seen('person')
    await page.getByRole('link', { name: /^Correct.*Compulsory supervision/ }).click()
    await seen('correct')
    await page.getByLabel('The day it was continued to').fill('2027-01-05')
    await page.getByLabel('Why do you correct it?').fill('The letter says the fifth')
    await page.getByRole('button', { name: 'Save' }).click()

    const fact = page.getByRole('listitem').filter({ hasText: 'Compulsory supervision order made' })
    await fact.getByText('One earlier version').click()
    await expectSays(fact, 'to Tuesday 5 January 2027')
    await expectSays(fact, 'by Isla Munro: The letter says the fifth')
    await page
      .getByRole('region', { name: 'Changes' })
      .getByRole('link', { name: 'Supervision order ends' })
      .click()
    await expectSays(why, /6 January 2027\s*→\s*5 January 2027/)

    await page.getByLabel('I have acted on this').check()
    await page.getByLabel('A short note').fill('Rang the Reporter. A date will come.')
    await page.getByRole('button', { name: 'Save the decision' }).click()
    await expectSays(page.getByRole('region', { name: 'Coming up' }), name)
    expect(await onToday.count()).toBe(0)
  })
})

/** Three files as a school and a council would send them. */
async function bringIn({ folder, command }: Airt, name: string): Promise<void> {
  const file = (what: string, lines: readonly string[]) => {
    const path = join(folder, `${what}.csv`)
    writeFileSync(path, `${lines.join('\n')}\n`)
    return path
  }
  const [given, family] = name.split(' ')
  const people = file('people', [
    'reference,given_name,family_name,date_of_birth,school,pupil,stage,worker_email,team,opened_on,recorded_on',
    `MIS-${family},${given},${family},2011-07-02,Brankholm High School,yes,,youth-worker@demo.example,Street team,2026-09-01,2026-09-01`,
  ])
  const keyDates = file('key-dates', [
    'id,reference,kind,date,end_date,certainty,source,document_ref,received_on,recorded_on',
    `CSO-${family},MIS-${family},CSO_MADE,2026-01-07,2027-01-06,official,letter from the Reporter,SCRA 31,2026-09-30,2026-10-01`,
  ])
  const schools = file('schools', [
    'school,session,session_starts_on,christmas_holiday_first_day,session_ends_on',
    'Brankholm High School,2026/27,2026-08-18,2026-12-23,2027-06-25',
  ])
  const northmoor = ['--organisation', 'northmoor']
  expect(await command('import', 'people', people, ...northmoor)).toMatchObject({ added: 1, rejected: 0 })
  expect(await command('import', 'key-dates', keyDates, ...northmoor)).toMatchObject({
    added: 1,
    rejected: 0,
  })
  expect(await command('import', 'schools', schools)).toMatchObject({ read: 1, rejected: 0 })
}

function dueOf(page: Page, name: string) {
  return page
    .getByRole('region', { name: 'Needs a decision' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
    .filter({ hasText: 'Supervision order ends' })
}
