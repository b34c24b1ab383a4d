import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

const names = ['Jay', 'Mackie', 'Rowan', 'Tait']

test.for(looks)(
  'a manager sees what the changes of last month had before their day, and which had nothing, %j',
  {
    timeout: 60_000,
  },
  async (look, { browse }) => {
    const manager = await browse(look)
    await signIn(manager, 'team-manager', '/supervision')
    await manager.getByRole('link', { name: 'Changes that passed last month' }).click()
    const main = manager.getByRole('main')
    await expectSays(main, 'had a conversation before the day')
    await expectSays(main, 'None of these before the day')
    await expectGoodPage(manager, 'last-month', names)

    const nothing = main.getByRole('list', { name: 'None of these before the day' })
    await expectSays(nothing, 'Jay Mackie')
    expect(await nothing.getByText('Rowan').count()).toBe(0)
    await nothing.getByRole('link', { name: /Jay Mackie/ }).click()
    await expectSays(manager.getByRole('main'), 'His order had ended before we met.')

    await manager.goto('/rules/health')
    await expectGoodPage(manager, 'rules-health', names)
  },
)
