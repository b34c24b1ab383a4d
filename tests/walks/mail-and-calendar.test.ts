import { expect, expectGoodPage, expectSays, type Page, signIn, test } from '../support/browser'

const names = ['Isla', 'Munro', 'Callum', 'Dylan']
const phone = { width: 360, script: true } as const
const plainDesk = { width: 1280, script: false } as const

test('a worker chooses how often to hear, and reads the sessions in a calendar of her own until she stops it', {
  timeout: 120_000,
}, async ({ airt, browse }) => {
  const isla = await browse(phone)
  await signIn(isla, 'youth-worker', '/account')
  await isla.getByRole('link', { name: 'Choose how often' }).click()
  await expectGoodPage(isla, 'mail', names)
  await isla.getByLabel('Once a week').check()
  await isla.getByRole('button', { name: 'Save' }).click()
  await expectSays(isla.getByRole('main'), 'Your choice about mail is saved.')

  await isla.getByRole('link', { name: 'My calendar' }).click()
  await isla.getByRole('button', { name: 'Make an address' }).click()
  const address = await addressOn(isla)
  await expectGoodPage(isla, 'calendar-made', names)
  const calendar = await isla.request.get(`${airt.url}${new URL(address).pathname}`)
  expect(calendar.status()).toBe(200)
  expect(await calendar.text()).toContain('SUMMARY:Session')

  await isla.getByLabel('Show places').check()
  await isla.getByRole('button', { name: 'Save' }).click()
  await expectSays(isla.getByRole('status'), 'Saved.')
  await isla.getByRole('button', { name: 'Make a new address' }).click()
  expect(await addressOn(isla)).not.toBe(address)
  expect((await isla.request.get(`${airt.url}${new URL(address).pathname}`)).status()).toBe(404)
})

test('the same by somebody at a desk whose browser runs no script', { timeout: 60_000 }, async ({
  browse,
}) => {
  const ali = await browse(plainDesk)
  await signIn(ali, 'justice-social-worker', '/account/messages')
  await ali.getByLabel('Never').check()
  await ali.getByRole('button', { name: 'Save' }).click()
  await ali.getByRole('link', { name: 'Choose how often' }).click()
  expect(await ali.getByLabel('Never').isChecked()).toBe(true)
  await expectGoodPage(ali, 'mail-plain', names)

  await ali.goto('/account/calendar')
  await ali.getByRole('button', { name: 'Make an address' }).click()
  await addressOn(ali)
  await expectGoodPage(ali, 'calendar-plain', names)
  await ali.getByRole('button', { name: 'Stop my calendar' }).click()
  await expectSays(ali.getByRole('status'), 'Your calendar has stopped.')
})

test('a manager writes a supervision note, and the worker alone reads it', { timeout: 60_000 }, async ({
  browse,
}) => {
  const words = 'She hears that college is not for her. From an uncle. We offered the open day.'
  const shona = await browse(phone)
  await signIn(shona, 'team-manager', '/supervision')
  await shona.getByRole('link', { name: 'Isla Munro', exact: true }).click()
  await shona.getByLabel(/^Which story is this young person hearing/).fill(words)
  await shona.getByRole('button', { name: 'Save note' }).click()
  await expectSays(shona.getByRole('region', { name: 'Earlier notes' }), words)
  await expectGoodPage(shona, 'supervision-note', names)

  const isla = await browse(plainDesk)
  await signIn(isla, 'youth-worker', '/supervision')
  await expectSays(isla.getByRole('main'), words)
  await expectGoodPage(isla, 'supervision-mine-plain', names)
})

async function addressOn(page: Page): Promise<string> {
  const field = page.getByLabel('Copy this')
  await field.waitFor()
  return field.inputValue()
}
