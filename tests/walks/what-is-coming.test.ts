import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

const names = ['Skye', 'Robertson', 'Jamie', 'Caley', 'MacLeod']

for (const look of looks) {
  test(`what waits is found, kept as a list, put off together and taken back: ${JSON.stringify(look)}`, {
    timeout: 120_000,
  }, async ({ browse }) => {
    const page = await browse(look)
    const called = `Waiting, at ${look.width} ${look.script ? 'with' : 'without'} scripts`
    const main = page.getByRole('main')
    // No two looks keep the same list: it would be there already.
    const isIsla = look.width === 1280 && look.script
    await signIn(page, isIsla ? 'youth-worker' : 'justice-social-worker', '/transitions')
    await expectGoodPage(page, 'transitions', names)

    if (!look.script)
      await page
        .getByLabel('When')
        .selectOption({ label: look.width === 360 ? 'The next 12 weeks' : 'All that is ahead' })
    await page.getByLabel('Stage').selectOption({ label: 'Needs a decision' })
    await page.getByRole('button', { name: 'Show' }).click()
    await page.waitForURL(/stage=needs-decision/)
    await page.getByText('Keep this list').first().click()
    await page.getByLabel('Name', { exact: true }).fill(called)
    await page.getByRole('button', { name: 'Keep this list' }).click()
    await expectSays(main.getByRole('link', { name: called, exact: true }), called)
    await expectGoodPage(page, 'transitions-kept', names)

    const boxes = page.getByRole('checkbox')
    await boxes.nth(0).check()
    await boxes.nth(1).check()
    await page.getByRole('button', { name: 'Put off' }).click()
    await expectSays(page.getByRole('alert'), 'Choose a reason')
    expect(await boxes.nth(1).isChecked()).toBe(true)
    await page.getByLabel('They said not now').check()
    await page.getByLabel('Bring them back on').fill('2026-12-20')
    await page.getByRole('button', { name: 'Put off' }).click()
    await expectSays(page.getByRole('status'), 'Two changes are put off.')
    await expectGoodPage(page, 'transitions-put-off', names)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectSays(page.getByRole('status'), 'Undone. Two changes wait as before.')
  })
}
