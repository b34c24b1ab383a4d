import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

test.for(looks)(
  'somebody is here twice: a worker asks, a manager puts the records together and apart at $width px, scripts: $script',
  { timeout: 90_000 },
  async ({ width, script }, { browse }) => {
    const how = script ? 'script' : 'plain'
    const [isla, shona] = [await browse({ width, script }), await browse({ width, script })]
    const seen = (page: typeof isla, what: string) =>
      expectGoodPage(page, `${what}-${how}`, ['Callum', 'Weir'])
    await signIn(isla, 'youth-worker', '/people/new')

    await isla.getByLabel('First names').fill('Callum')
    await isla.getByLabel('Family name').fill('Weir')
    await isla.getByRole('button', { name: 'Add this person' }).click()
    await expectSays(isla.getByRole('main'), 'They may be here already')
    await seen(isla, 'side-by-side')
    await isla.getByRole('button', { name: 'It is somebody else: add them' }).first().click()
    await expectSays(isla.getByRole('heading', { level: 1 }), 'Callum Weir')

    await isla.getByRole('link', { name: 'Is this person here twice?' }).click()
    await seen(isla, 'same')
    await isla
      .getByRole('link', { name: /^Compare/ })
      .first()
      .click()
    await isla.getByLabel('Why do you think they are the same person?').fill('His mother told me')
    await seen(isla, 'ask-same')
    await isla.getByRole('button', { name: 'Ask a manager' }).click()
    await expectSays(isla.getByRole('main'), 'A manager has been asked')

    await signIn(shona, 'team-manager', '/people/same')
    await seen(shona, 'same-to-decide')
    expect(await shona.getByRole('main').textContent()).toContain('His mother told me')
    await shona.getByRole('link', { name: /^Look at both/ }).click()
    await expectSays(shona.getByRole('main'), 'You can undo this until Friday 25 December 2026.')
    await seen(shona, 'merge')
    await shona.getByRole('button', { name: 'Put them together' }).click()
    await shona.getByRole('link', { name: /^Two records were put together here/ }).click()
    await expectSays(shona.getByRole('main'), 'Nothing was added since.')
    await seen(shona, 'apart')
    await shona.getByRole('button', { name: 'Put them apart again' }).click()
    await expectSays(shona.getByRole('heading', { level: 1 }), 'Callum Weir')
    expect(await shona.getByRole('link', { name: /^Two records were put together here/ }).count()).toBe(0)
  },
)
