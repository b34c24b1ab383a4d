import { todayInScotland } from '~/shared/civil-date'
import { expect, expectGoodPage, expectSays, looks, type Page, signIn, test } from '../support/browser'

const names = ['Skye', 'Robertson', 'Keith', 'Morag', 'Mirza']
const how = ({ width, script }: (typeof looks)[number]) => `${width}${script ? '' : '-plain'}`

test('somebody opens the record of a namesake, and data protection is asked about it the next day', {
  timeout: 120_000,
}, async ({ airt, browse }) => {
  const ali = await browse()
  await signIn(ali, 'justice-social-worker', '/people')
  await ali.getByRole('link', { name: 'Skye Robertson' }).click()
  await expectSays(ali.getByRole('main'), 'Your access is recorded.')
  await ali.getByRole('link', { name: 'Change name, birth date, school and needs' }).click()
  await ali.getByLabel('Family name').fill('Keith')
  await ali.getByLabel('Why do you change this?').fill('As on the birth certificate')
  await ali.getByRole('button', { name: 'Save' }).click()
  await expectSays(ali.getByRole('heading', { level: 1 }), 'Skye Keith')

  const morag = await browse({ width: 360 })
  await signIn(morag, 'programme-lead', '/people')
  await morag.getByRole('link', { name: 'Skye Keith' }).click()
  await expectSays(morag.getByRole('main'), 'Your access is recorded.')
  expect(await morag.getByRole('link', { name: 'Who has opened this record' }).count()).toBe(0)

  await airt.command('unusual-reads', '--day', todayInScotland(new Date()))

  for (const look of looks) {
    const helen = await browse(look)
    await signIn(helen, 'data-protection')
    if (look === looks[0]) {
      await helen.getByRole('link', { name: 'One unusual read to look at' }).click()
    } else {
      await expectSays(helen.getByRole('main'), 'Nothing needs you today')
      await helen.goto('/unusual?show=reviewed')
    }
    await expectSays(helen.getByRole('main'), 'Same family name: Morag Keith')
    await expectGoodPage(helen, `unusual-list-${how(look)}`, names)
    await helen.getByRole('link', { name: 'Same family name: Morag Keith' }).click()
    await expectSays(helen.getByRole('main'), 'by a place on their programme')
    await expectGoodPage(helen, `unusual-read-${how(look)}`, names)
    expect(await helen.getByRole('main').textContent()).not.toContain('Skye')

    await helen.getByRole('link', { name: 'Who has opened this record' }).click()
    await expectSays(
      helen.getByRole('main'),
      'Morag Keith, programme lead, The Wheelhouse, opened the record',
    )
    await expectGoodPage(helen, `readers-${how(look)}`, names)
    await helen.goBack()
    await review(helen, `She meets her each Saturday ${how(look)}`)
    await expectSays(helen.getByRole('main'), 'Nothing to look at.')
  }
})

test('a worker reads their own trail, and a manager who opened a record of the team', {
  timeout: 60_000,
}, async ({ browse }) => {
  for (const look of looks) {
    const isla = await browse(look)
    await signIn(isla, 'youth-worker', '/people')
    await isla.getByRole('link', { name: 'Callum Weir' }).click()
    await isla.getByRole('link', { name: 'Who has opened this record' }).click()
    await expectSays(isla.getByRole('main'), 'Here is what you did yourself.')
    await isla.goto('/account/trail')
    await expectSays(isla.getByRole('main'), 'Opened the record: Callum Weir')
    await expectGoodPage(isla, `trail-${how(look)}`, ['Callum', 'Weir'])

    const shona = await browse(look)
    await signIn(shona, 'team-manager', '/people')
    await shona.getByRole('link', { name: 'Callum Weir' }).click()
    await shona.getByRole('link', { name: 'Who has opened this record' }).click()
    await expectSays(
      shona.getByRole('main'),
      'Isla Munro, youth worker, Northmoor Youth Project, opened the record',
    )
    await shona.getByRole('link', { name: 'Shown in a list' }).click()
    await expectSays(shona.getByRole('main'), 'Isla Munro')
    await shona.getByRole('link', { name: 'To give to the person' }).click()
    await expectSays(shona.getByRole('main'), 'Youth worker, Northmoor Youth Project')
    expect(await shona.getByRole('main').textContent()).not.toContain('Isla')
    await expectGoodPage(shona, `readers-for-subject-${how(look)}`, ['Callum', 'Weir'])
  }
})

async function review(page: Page, said: string): Promise<void> {
  await page.getByLabel('Explained: there was a good reason').check()
  await page.getByLabel('What did you find out?').fill(said)
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL('**/unusual')
}
