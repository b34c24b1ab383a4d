import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

test.for(looks)(
  'two people change one record: the second sees both and loses no typing at $width px, scripts: $script',
  {
    timeout: 60_000,
  },
  async ({ width, script }, { browse }) => {
    const language = `Gaelic and English ${width}${script}`
    const [isla, shona] = [await browse({ width, script }), await browse()]
    for (const [page, role] of [
      [isla, 'youth-worker'],
      [shona, 'team-manager'],
    ] as const) {
      await signIn(page, role, '/people')
      await page.getByRole('link', { name: 'Callum Weir' }).click()
      await page.getByRole('link', { name: 'Change name, birth date, school and needs' }).click()
    }

    await shona.getByLabel('Language they like to use').fill(language)
    await shona.getByLabel('Why do you change this?').fill('His uncle told me')
    await shona.getByRole('button', { name: 'Save' }).click()
    await expectSays(shona.getByRole('main'), language)
    await isla.getByLabel('What matters to me').fill(`Fishing, and his dog at ${width}${script}`)
    await isla.getByLabel('Why do you change this?').fill('We talked today')
    await isla.getByRole('button', { name: 'Save' }).click()

    await expectSays(isla.getByRole('alert'), 'Saved by Shona Ferrie')
    await expectSays(isla.getByRole('alert'), language)
    expect(await isla.getByLabel('What matters to me').inputValue()).toBe(
      `Fishing, and his dog at ${width}${script}`,
    )
    expect(await isla.getByLabel('Why do you change this?').inputValue()).toBe('We talked today')
    await expectGoodPage(isla, `conflict-${script ? 'script' : 'plain'}`, ['Callum', 'Weir'])

    await isla.getByLabel('Language they like to use').fill(language)
    await isla.getByRole('button', { name: 'Save' }).click()
    await expectSays(isla.getByRole('main'), `his dog at ${width}${script}`)
    await expectSays(isla.getByRole('main'), language)
  },
)
