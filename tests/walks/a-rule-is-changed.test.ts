import { expect, expectGoodPage, expectSays, type Page, signIn, test } from '../support/browser'

const names = ['Skye', 'Robertson', 'Jamie', 'Caley', 'MacLeod']

test('a rule is changed after a dry run, a manager sees who is concerned, and it is put back', {
  timeout: 120_000,
}, async ({ browse }) => {
  const admin = await browse({ width: 1280, script: false })
  await signIn(admin, 'administrator', '/rules')
  await expectGoodPage(admin, 'rules', names)
  await admin.getByRole('link', { name: 'Leaving school' }).click()
  await expectSays(admin.getByRole('main'), '26 weeks before')
  await expectGoodPage(admin, 'rule', names)
  await admin.getByRole('link', { name: 'Change this rule' }).click()
  await expectGoodPage(admin, 'rule-change', names)

  await admin.getByLabel('Before the day').fill('12 weeks before\nsome time')
  await admin.getByRole('button', { name: 'See what it would do' }).click()
  await expectSays(admin.getByRole('alert'), '“some time” is not understood')
  await admin
    .getByLabel('Before the day')
    .fill('39 weeks before\n12 weeks before\n6 weeks before\n2 weeks before')
  await admin.getByRole('button', { name: 'See what it would do' }).click()
  const tried = await worked(admin)
  await expectSays(admin.getByRole('main'), 'You see counts alone.')
  await expectGoodPage(admin, 'rule-tried', names)

  const manager = await browse({ width: 360, script: true })
  await signIn(manager, 'team-manager', tried)
  await expectSays(manager.getByRole('main'), 'Whose prompts')
  await expectGoodPage(manager, 'rule-tried-manager-360', [])
  expect(await manager.getByRole('button', { name: 'Save the change' }).count()).toBe(0)

  await admin.getByLabel('Why').fill('Schools here ask by November')
  await admin.getByRole('button', { name: 'Save the change' }).click()
  await expectSays(admin.getByRole('main'), '39 weeks before')
  await expectSays(admin.getByRole('main'), 'In force')
  await expectGoodPage(admin, 'rule-changed', names)
  await admin.getByRole('button', { name: 'Put back what was before' }).click()
  await worked(admin)
  await expectSays(admin.getByRole('main'), 'This puts back what was before.')
  await admin.getByLabel('Why').fill('It was too early')
  await admin.getByRole('button', { name: 'Save the change' }).click()
  await expectSays(admin.getByRole('main'), '26 weeks before')
  await expectSays(admin.getByRole('main'), 'Taken back by')

  const phone = await browse({ width: 360, script: true })
  await signIn(phone, 'administrator', '/rules/law')
  await expectGoodPage(phone, 'law-360', names)
  await phone.getByRole('link', { name: 'Minimum wage' }).click()
  await phone.getByLabel('In force', { exact: true }).check()
  await phone.getByLabel('What was found').fill('New rates, on the page of the government.')
  await phone.getByRole('button', { name: 'Save the check' }).click()
  await expectSays(phone.getByRole('main'), 'New rates')
  await expectGoodPage(phone, 'law-item-360', names)

  await manager.goto('/rules/days')
  await manager.getByLabel('Day', { exact: true }).fill('2027-01-25')
  await manager.getByLabel('Free', { exact: true }).check()
  await manager.getByLabel('Name').fill('Local holiday')
  await manager.getByRole('button', { name: 'Save the day' }).click()
  await expectSays(manager.getByRole('main'), '25 January 2027')
  await expectGoodPage(manager, 'days-360', names)
})

/** Waits until the trial that the page shows is worked out. @returns where it stands. */
async function worked(page: Page): Promise<string> {
  for (let tries = 0; tries < 40; tries += 1) {
    if ((await page.getByRole('heading', { name: 'In all' }).count()) > 0) return new URL(page.url()).pathname
    await page.waitForTimeout(500)
    await page.reload()
  }
  throw new Error('It was not worked out')
}
