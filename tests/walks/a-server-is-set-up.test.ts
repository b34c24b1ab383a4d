import { Secret, TOTP } from 'otpauth'
import { type Airt, expect, expectGoodPage, expectSays, type Page, test as walk } from '../support/browser'

const test = walk.override('people', 'nobody')
const password = 'a lantern under nine birches'

/** What whoever sets Airt up types, and what the people they give the links to do with them. */
test('a first organisation begins by command, and its first workers by one-time links', {
  timeout: 90_000,
}, async ({ airt, browse }) => {
  await airt.command('organisation', 'add', 'northmoor', '--name', 'Northmoor Youth Project')
  await airt.command('team', 'add', 'East', '--organisation', 'northmoor')
  const administrator = await linkFor(airt, 'morag.reid@northmoor.example', 'administrator')
  const worker = await linkFor(airt, 'isla.munro@northmoor.example', 'youth-worker', '--team', 'East')
  expect([administrator, worker].map((link) => new URL(link).origin)).toEqual([airt.url, airt.url])

  const page = await browse({ width: 360, script: false })
  await comeIn(page, administrator, 'morag.reid@northmoor.example')
  await expectGoodPage(page, 'first-administrator', ['morag', 'reid'])
  await page.goto('/people')
  expect(await page.getByRole('main').textContent()).not.toContain('Add a person')

  const other = await browse({ width: 1280 })
  await comeIn(other, worker, 'isla.munro@northmoor.example')
  await expectGoodPage(other, 'first-day', ['isla', 'munro'])
  await other.goto('/people')
  await other.getByRole('link', { name: 'Add a person' }).click()
  await other.getByLabel('Name they like').fill('Morven')
  await other.getByLabel('Family name').fill('Haddow')
  await other.getByLabel('Date of birth (optional)').fill('2010-12-20')
  await other.getByRole('button', { name: 'Add this person' }).click()
  await expectSays(other.getByRole('heading', { level: 1 }), 'Morven Haddow')

  await page.goto(worker)
  await expectSays(page.getByRole('main'), 'used')
  const users = (await airt.command('user', 'list')) as { email: string; state: string }[]
  expect(users.map(({ email, state }) => [email, state])).toEqual([
    ['isla.munro@northmoor.example', 'active'],
    ['morag.reid@northmoor.example', 'active'],
  ])
})

async function linkFor(airt: Airt, email: string, role: string, ...others: string[]): Promise<string> {
  const words = ['user', 'add', email, '--role', role, '--organisation', 'northmoor', ...others]
  return ((await airt.command(...words)) as { link: string }).link
}

/** By the link: a password, a code from the phone, and codes for the day that the phone is lost. */
async function comeIn(page: Page, link: string, email: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('New password again').fill(password)
  await page.getByRole('main').getByRole('button').click()
  await page.waitForURL('**/sign-in?*')
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  const key = (await page.locator('code.secret').textContent()) ?? ''
  const phone = new TOTP({ secret: Secret.fromBase32(key.replaceAll(' ', '')) })
  await page.getByLabel('Code', { exact: false }).fill(phone.generate())
  await page.getByRole('main').getByRole('button').click()
  await page.getByRole('list').getByRole('listitem').first().waitFor()
  await page.getByRole('main').getByRole('link').click()
  await page.waitForURL('**/today')
}
