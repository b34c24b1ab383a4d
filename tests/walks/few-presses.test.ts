import { expect, expectSays, type Page, signIn, test } from '../support/browser'
import { counting } from '../support/counting'

/**
 * What is held: a record in 2 pages and 4 choices, a plan in 2 and 5, a referral in 4 and 8, an answer in 2 and 2, eight people moved to a
 * colleague in 2 and 9. Typing is not counted.
 */
test('a session with a card that was used is recorded in two pages and four choices', {
  timeout: 60_000,
}, async ({ browse }) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'youth-worker')
  const count = await counting(page)

  await page
    .getByRole('region', { name: 'Sessions to record' })
    .getByRole('link', { name: /^Record.*Niamh/ })
    .click()
  await page.getByLabel('Came', { exact: true }).check()
  await page.getByLabel('What we did').fill('Looked at the new room, and who comes to the door. '.repeat(4))
  await page
    .getByRole('group', { name: /worry you/ })
    .getByLabel('No', { exact: true })
    .check()
  await page.getByLabel('Yes: asked first').first().check()
  await page.getByLabel('Made them think').first().check()
  await page.getByRole('button', { name: 'Save', exact: true }).click()

  await expectSays(page.getByRole('heading', { level: 1 }), 'Session, 24 November 2026')
  expect(count).toEqual({ loads: 2, choices: 4 })
})

test('a session with two cards is planned as it is proposed, in two pages from its change', async ({
  browse,
}) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'youth-worker')
  await openChange(page)
  const count = await counting(page)

  await page.getByRole('link', { name: 'Plan a session', exact: true }).click()
  await page.getByRole('button', { name: 'Save plan' }).click()

  await expectSays(page.getByRole('main'), 'Planned for')
  expect(await page.locator('.used-card').count()).toBe(2)
  expect(count).toEqual({ loads: 2, choices: 0 })
})

test('somebody is referred in four pages and three choices from Today', async ({ browse }) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'youth-worker')
  const count = await counting(page)

  await openChange(page)
  await page
    .getByRole('link', { name: /^Refer\b.*Bike build/ })
    .first()
    .click()
  await page.getByLabel(/want from it\?$/).fill('A day a week that is mine. '.repeat(15))
  await page.getByLabel(/^No, it is .* choice$/).check()
  await page
    .getByRole('group', { name: /^What did/ })
    .getByLabel('Yes')
    .check()
  await page.getByLabel('In their words', { exact: true }).first().fill('Aye, tell them')
  await page
    .getByRole('group', { name: /want to take part\?$/ })
    .getByLabel('Yes')
    .check()
  await page.getByRole('button', { name: 'Look at what they will see' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  await expectSays(page.getByRole('main'), /Waiting for .* to answer/)
  expect(count).toEqual({ loads: 4, choices: 3 })
})

test('a referral is answered in two pages, from the list', async ({ browse }) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'partner', '/inbox')
  const count = await counting(page)

  await page.goto('/inbox')
  await page.getByRole('button', { name: /^Accept.*Finn/ }).click()

  await expectSays(page.getByRole('region', { name: 'First meetings' }), 'Finn')
  expect(count).toEqual({ loads: 2, choices: 0 })
})

test('eight people are moved to a colleague in two pages and nine choices', async ({ browse }) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'team-manager', '/people')
  const count = await counting(page)

  for (let at = 0; at < 8; at += 1) await page.getByRole('checkbox').nth(at).check()
  await page.getByRole('button', { name: 'Give to another worker' }).click()
  await page.getByRole('radio', { name: 'Shona Ferrie' }).check()
  await page.getByRole('button', { name: 'Give them to this worker' }).click()

  await expectSays(page.getByRole('main'), '8 people work with Shona Ferrie')
  expect(count).toEqual({ loads: 2, choices: 9 })
})

async function openChange(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Needs a decision' })
    .getByRole('link', { name: /^Why am I seeing this.*Dylan/ })
    .click()
  await page.waitForURL(/\/coming\//)
}
