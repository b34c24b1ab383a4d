import { expect, expectGoodPage, expectSays, type Look, type Page, signIn, test } from '../support/browser'

const names = ['Isla', 'Munro', 'Callum', 'Dylan']
const twice: readonly Look[] = [
  { width: 360, script: true },
  { width: 1280, script: false },
]

test('a worker chooses how often to hear, and reads the sessions in a calendar of her own until she stops it', {
  timeout: 120_000,
}, async ({ airt, browse }) => {
  for (const look of twice) {
    const how = look.script ? '' : '-plain'
    const isla = await browse(look)
    await signIn(isla, 'youth-worker', '/account')
    await isla.getByRole('link', { name: 'Choose how often' }).click()
    await expectGoodPage(isla, `mail${how}`, names)
    await isla.getByLabel('Once a week').check()
    await isla.getByRole('button', { name: 'Save' }).click()
    await expectSays(isla.getByRole('main'), 'Your choice about mail is saved.')

    await isla.getByRole('link', { name: 'My calendar' }).click()
    await expectGoodPage(isla, `calendar-none${how}`, names)
    await isla.getByRole('button', { name: 'Make an address' }).click()
    const address = await addressOn(isla)
    await expectGoodPage(isla, `calendar-made${how}`, names)
    const calendar = await isla.request.get(`${airt.url}${new URL(address).pathname}`)
    expect(calendar.status()).toBe(200)
    expect(await calendar.text()).toContain('SUMMARY:Session')

    await isla.getByLabel('Show places').check()
    await isla.getByRole('button', { name: 'Save' }).click()
    await expectSays(isla.getByRole('status'), 'Saved.')
    await expectGoodPage(isla, `calendar${how}`, names)
    await isla.getByRole('button', { name: 'Make a new address' }).click()
    expect(await addressOn(isla)).not.toBe(address)
    expect((await isla.request.get(`${airt.url}${new URL(address).pathname}`)).status()).toBe(404)
    await isla.getByRole('button', { name: 'Stop my calendar' }).click()
    await expectSays(isla.getByRole('status'), 'Your calendar has stopped.')
    await isla.goto('/account/messages')
    await isla.getByLabel('Each working morning').check()
    await isla.getByRole('button', { name: 'Save' }).click()
    await isla.waitForURL(/said=mail/)
  }
})

test('a manager writes a supervision note, and the worker alone reads it', { timeout: 60_000 }, async ({
  browse,
}) => {
  for (const look of twice) {
    const how = look.script ? '' : '-plain'
    const words = `She hears that college is not for her. From an uncle. We offered the open day${how}.`
    const shona = await browse(look)
    await signIn(shona, 'team-manager', '/supervision')
    await expectGoodPage(shona, `supervision${how}`, names)
    await shona.getByRole('link', { name: 'Isla Munro' }).click()
    await shona.getByLabel(/^Which story is this young person hearing/).fill(words)
    await expectGoodPage(shona, `supervision-note${how}`, names)
    await shona.getByRole('button', { name: 'Save note' }).click()
    await expectSays(shona.getByRole('region', { name: 'Earlier notes' }), words)

    const isla = await browse(look)
    await signIn(isla, 'youth-worker', '/supervision')
    await expectSays(isla.getByRole('main'), words)
    await expectGoodPage(isla, `supervision-mine${how}`, names)
  }
})

async function addressOn(page: Page): Promise<string> {
  const field = page.getByLabel('Copy this')
  await field.waitFor()
  return field.inputValue()
}
