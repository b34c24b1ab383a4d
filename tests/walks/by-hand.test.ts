import { expect, expectGoodPage, expectSays, type Page, signIn, test } from '../support/browser'

test('somebody is added by hand, changed, closed and opened again', { timeout: 90_000 }, async ({
  browse,
}) => {
  const page = await browse({ width: 360, script: false })
  const seen = (what: string) => expectGoodPage(page, what, ['Morven', 'Haddow'])
  await signIn(page, 'youth-worker', '/people')

  await page.getByRole('link', { name: 'Add a person' }).click()
  await seen('add-person')
  await page.getByRole('button', { name: 'Add this person' }).click()
  await expectSays(page.getByRole('alert'), 'Enter at least one name')
  await seen('add-person-refused')
  await page.getByLabel('Name they like').fill('Morven')
  await page.getByLabel('Family name').fill('Haddow')
  await page.getByLabel('Date of birth (optional)').fill('2010-12-20')
  await page.getByLabel('What matters to me').fill('My horse, and nobody shouting.')
  await page.getByRole('button', { name: 'Add this person' }).click()
  await expectSays(page.getByRole('heading', { level: 1 }), 'Morven Haddow')
  await expectSays(page.getByRole('main'), 'Turns 16')

  await page.getByRole('link', { name: 'Change name, birth date, school and needs' }).click()
  await page.getByLabel('Pronouns').fill('she/her')
  await page.getByLabel('Why do you change this?').fill('She told me')
  await page.getByRole('button', { name: 'Save' }).click()
  await expectSays(page.getByRole('heading', { level: 1 }), '(she/her)')

  await page.getByRole('link', { name: 'Close the record' }).click()
  await seen('close')
  await page.getByLabel('Moved away').check()
  await page.getByRole('button', { name: 'Close the record' }).click()
  await expectSays(page.getByRole('main'), 'Closed on 25 November 2026')
  expect(await onToday(page)).not.toContain('Morven')

  await page.goto('/people?show=closed')
  await page.getByRole('link', { name: 'Morven Haddow' }).click()
  await page.getByRole('link', { name: 'Open the record again' }).click()
  await seen('reopen')
  await page.getByLabel('Why does it open again?').fill('They came back')
  await page.getByRole('button', { name: 'Open it again' }).click()
  await page.getByRole('link', { name: 'Close the record' }).waitFor()
  expect(await onToday(page)).toContain('Morven')
})

const asked = [
  ['Kayleigh Mc', 'by the sound of it'],
  ['curly', 'by a nickname'],
  ['Morrison', 'by a former name'],
] as const

test.for(asked)('“%s” finds Caley MacLeod %s', async ([words], { browse }) => {
  const page = await browse({ width: 1280, script: true })
  await signIn(page, 'youth-worker')

  await page.getByRole('searchbox', { name: 'Search people and programmes' }).fill(words)
  await page.keyboard.press('Enter')

  await expectSays(page.getByRole('list', { name: 'People found' }), 'Caley MacLeod')
  await expectGoodPage(page, 'search', words.split(' '))
})

async function onToday(page: Page): Promise<string | null> {
  await page.goto('/today')
  return page.getByRole('main').textContent()
}
