import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

const names = ['Ellis', 'Grant', 'Lewis', 'Paterson']
const how = ({ width, script }: (typeof looks)[number]) => `${width}${script ? '' : '-plain'}`

test('a manager sees who has had nothing since school, and it closes with the first session to which he came', {
  timeout: 120_000,
}, async ({ browse }) => {
  for (const look of looks) {
    const shona = await browse(look)
    await signIn(shona, 'team-manager')
    await shona.getByRole('link', { name: 'See who in your teams has had nothing' }).click()
    const list = shona.getByRole('list', { name: 'Gaps in support' })
    await expectSays(list, 'when school ends, nothing is arranged')
    await expectGoodPage(shona, `gaps-${how(look)}`, names)

    if (look !== looks[0]) {
      expect(await list.textContent()).not.toContain('Ellis Grant')
      await shona.getByRole('link', { name: 'Lewis Paterson' }).click()
      await expectSays(shona.getByRole('figure'), 'nothing is arranged')
      await expectGoodPage(shona, `gap-coming-${how(look)}`, names)
      continue
    }
    await shona.getByRole('link', { name: 'Ellis Grant' }).click()
    const picture = shona.getByRole('figure')
    await expectSays(picture, 'still open, 24 days so far. Nothing is booked.')
    await expectGoodPage(shona, `gap-open-${how(look)}`, names)

    await shona.getByRole('link', { name: 'Record a session' }).click()
    await shona.getByLabel('Came', { exact: true }).check()
    await shona.getByRole('group', { name: /worr/ }).getByLabel('No', { exact: true }).check()
    await shona.getByRole('button', { name: 'Save', exact: true }).click()
    await shona.waitForURL(/\/sessions\/[\da-f-]{36}$/)
    await shona.goto(shona.url().replace(/\/sessions\/.*/, ''))
    await expectSays(picture, '24 days without support')
    await expectSays(picture, 'when they came to a session')
    await expectGoodPage(shona, `gap-closed-${how(look)}`, names)
  }
})
