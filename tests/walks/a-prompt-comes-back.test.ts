import { addDays } from '~/shared/civil-date'
import { walkDay } from '../support/airt'
import { expect, expectGoodPage, expectSays, type Page, signIn, test } from '../support/browser'

const names = ['Isla', 'Munro', 'Callum', 'Dylan']
const plainDesk = { width: 1280, script: false } as const

test('what is not safe to raise comes back in a week, a talk is offered, and what waits reaches the manager', {
  timeout: 120_000,
}, async ({ airt, browse }) => {
  const isla = await browse({ width: 360, script: true })
  await signIn(isla, 'youth-worker')
  await expectGoodPage(isla, 'today-in-turn', names)
  await expectSays(isla.getByRole('main'), 'Your manager sees it too from')
  const [putOff = '', left = ''] = await toDecide(isla)
  await isla.goto(`${putOff}#decide`)
  await isla.getByLabel('Not now: bring it back on a day').check()
  await isla.getByLabel('Not safe to raise now').check()
  await isla.getByLabel('A short note').fill('Her uncle was in the room.')
  await isla.getByRole('button', { name: 'Save the decision' }).click()
  await expectSays(isla.getByRole('main'), 'You need not carry it alone.')
  expect(await toDecide(isla)).not.toContain(putOff)
  await isla.getByRole('link', { name: 'Ask to talk it over' }).click()
  await isla.getByRole('button', { name: 'I’d like to talk this over' }).click()
  await expectSays(isla.getByRole('status'), 'Your manager sees that you asked')
  await expectGoodPage(isla, 'supervision-asked', names)

  const shona = await browse(plainDesk)
  await signIn(shona, 'team-manager', '/supervision')
  await expectSays(shona.getByRole('main'), 'Would like to talk something over, since')
  await expectGoodPage(shona, 'supervision-wished', names)

  await airt.onDay(addDays(walkDay, 7))
  await isla.goto('/today')
  expect(await toDecide(isla)).toContain(putOff)
  await shona.goto('/today')
  expect(await toDecide(shona)).toContain(left)
  await expectSays(
    shona.getByRole('region', { name: 'Needs a decision' }),
    'With Isla Munro: it has waited a while',
  )
  await expectGoodPage(shona, 'today-raised', names)
  const ali = await browse(plainDesk)
  await signIn(ali, 'youth-worker')
  await expectSays(ali.getByRole('main'), 'Your manager sees this too')
  await ali.goto(`${left}#decide`)
  await ali.getByLabel('I have acted on this').check()
  await ali.getByRole('button', { name: 'Save the decision' }).click()
  await expectGoodPage(ali, 'today-after-a-while-plain', names)
  await shona.goto('/today')
  expect(await toDecide(shona)).not.toContain(left)
})

/** Where each of what needs a decision today is decided. */
async function toDecide(page: Page): Promise<string[]> {
  const region = page.getByRole('region', { name: 'Needs a decision' })
  const links = region.locator('.line', { hasText: /Due (now|since)/ }).getByRole('link', { name: /^Decide/ })
  await links.first().waitFor()
  const all = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
  return all.map((href) => href.split('#')[0] ?? '')
}
