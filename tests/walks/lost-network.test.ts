import { password } from '../support/airt'
import { expect, expectGoodPage, expectSays, type Page, signIn, test } from '../support/browser'

const long = 'He told me about the boat, and about his gran. '.repeat(40)

/** The page on which what was not planned is written down, for somebody whom the youth worker leads. */
async function openRecord(page: Page, name: string): Promise<void> {
  await page.goto('/people')
  await page.getByRole('link', { name }).click()
  await page.waitForURL('**/people/*')
  await page.goto(`${new URL(page.url()).pathname}/sessions/record`)
}

async function write(page: Page): Promise<void> {
  await page.getByLabel('Came', { exact: true }).check()
  await page.getByLabel('What we did').fill(long)
  await page.getByLabel('Their words').fill('it was alright, aye')
}

async function expectAllSaid(page: Page): Promise<void> {
  await page.waitForURL(/\/sessions\/[\da-f-]{36}$/)
  const main = page.getByRole('main')
  for (const words of [long.trim(), 'it was alright, aye', 'He looked after his pal'])
    await expectSays(main, words)
}

/** Everything that this browser keeps of a form, as it lies there. */
function keptHere(page: Page): Promise<{ rows: number; readable: boolean; extractable: boolean }> {
  return page.evaluate(async () => {
    const store = await new Promise<IDBDatabase>((settle, fail) => {
      const asked = indexedDB.open('airt-kept')
      asked.onsuccess = () => settle(asked.result)
      asked.onerror = () => fail(asked.error)
    })
    const all = (name: string) =>
      new Promise<unknown[]>((settle) => {
        if (!store.objectStoreNames.contains(name)) return settle([])
        const asked = store.transaction(name).objectStore(name).getAll()
        asked.onsuccess = () => settle(asked.result)
      })
    const [rows, keys] = [await all('text'), (await all('key')) as CryptoKey[]]
    store.close()
    const plain = rows
      .flatMap((row) => Object.values(row as object))
      .map((value) => (typeof value === 'object' ? new TextDecoder('latin1').decode(value) : String(value)))
      .join(' ')
    return {
      rows: rows.length,
      readable: /alright|gran|people\//.test(plain),
      extractable: keys.some(({ extractable }) => extractable),
    }
  })
}

const says = (page: Page) => page.locator('.draft-says')

test('cutting the network in the middle of a long record loses no word', { timeout: 90_000 }, async ({
  browse,
}) => {
  const phone = await browse({ width: 360 })
  await signIn(phone, 'youth-worker', '/people')
  await openRecord(phone, 'Lewis Paterson')
  await expectGoodPage(phone, 'record', ['Lewis', 'Paterson'])

  await write(phone)
  await expectSays(says(phone), /Saved \d\d:\d\d/)
  await phone.context().setOffline(true)
  await phone.getByLabel('A strength you saw').fill('He looked after his pal')
  await phone.getByLabel('No', { exact: true }).check()
  await phone.getByRole('button', { name: 'Save' }).click()

  await expectSays(says(phone), 'Not sent. We have kept what you wrote on this page.')
  expect(await phone.getByLabel('What we did').inputValue()).toBe(long)
  expect(await keptHere(phone)).toEqual({ rows: 1, readable: false, extractable: false })
  await expectGoodPage(phone, 'record-not-sent', ['Lewis', 'Paterson'])

  await phone.context().setOffline(false)
  await expectSays(says(phone), /Airt is back/)
  await phone.getByRole('button', { name: 'Save' }).click()
  await expectAllSaid(phone)
  expect(await keptHere(phone)).toMatchObject({ rows: 0 })
  await phone.goto('/drafts')
  await expectSays(phone.getByRole('main'), 'Nothing is unfinished')
})

test('what was written without a network is offered again to its writer, and to nobody else', {
  timeout: 60_000,
}, async ({ browse }) => {
  const phone = await browse({ width: 360 })
  await signIn(phone, 'youth-worker', '/people')
  await openRecord(phone, 'Callum Weir')
  await phone.context().setOffline(true)
  await write(phone)
  await phone.getByLabel('A strength you saw').fill('He looked after his pal')
  await phone.getByLabel('What we did').focus()
  await expectSays(says(phone), 'Not sent')
  await phone.goto('about:blank')
  await phone.context().setOffline(false)

  await openRecord(phone, 'Callum Weir')
  expect(await phone.getByLabel('What we did').inputValue()).toBe('')
  await expectSays(phone.getByRole('main'), 'We kept what you wrote here at')
  await phone.getByRole('button', { name: 'Put it back' }).click()
  expect(await phone.getByLabel('What we did').inputValue()).toBe(long)
  await phone.getByLabel('No', { exact: true }).check()
  await phone.getByRole('button', { name: 'Save' }).click()
  await expectAllSaid(phone)

  await openRecord(phone, 'Callum Weir')
  await phone.context().setOffline(true)
  await phone.getByLabel('Their words').fill('for Isla alone')
  await phone.getByLabel('What we did').focus()
  await expectSays(says(phone), 'Not sent')
  await phone.context().setOffline(false)
  await phone.goto('/account')
  await phone.getByText('Isla').first().click()
  await phone.getByRole('button', { name: 'Sign out' }).first().click()
  await phone.waitForURL('**/sign-in*')
  expect(await keptHere(phone)).toMatchObject({ rows: 0 })
})

test('the session ends in the middle of a long record, and no word is lost', { timeout: 60_000 }, async ({
  browse,
}) => {
  const [phone, desk] = [await browse({ width: 360 }), await browse()]
  await signIn(phone, 'youth-worker', '/people')
  await openRecord(phone, 'Lewis Paterson')
  await signIn(desk, 'youth-worker', '/account')
  await write(phone)
  await desk
    .getByRole('button', { name: /^Sign out (there|everywhere else)/ })
    .last()
    .click()
  await expectSays(desk.getByRole('main'), 'You are signed in nowhere else')

  await phone.getByLabel('A strength you saw').fill('He looked after his pal')
  await phone.getByLabel('No', { exact: true }).check()
  await phone.getByRole('button', { name: 'Save' }).click()
  await expectSays(says(phone), 'you were signed out')
  await expectGoodPage(phone, 'record-signed-out', ['Lewis', 'Paterson'])

  const again = await phone.context().newPage()
  await again.goto('/sign-in')
  await again.getByLabel('Email address').fill('youth-worker@demo.example')
  await again.getByLabel('Password').fill(password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.waitForURL('**/today')
  await again.close()
  expect(await phone.getByLabel('What we did').inputValue()).toBe(long)
  await phone.getByRole('button', { name: 'Save' }).click()
  await expectAllSaid(phone)
})

test('without scripts the words come back after signing in', { timeout: 60_000 }, async ({ browse }) => {
  const [phone, desk] = [await browse({ width: 360, script: false }), await browse()]
  await signIn(phone, 'youth-worker', '/people')
  await openRecord(phone, 'Lewis Paterson')
  await signIn(desk, 'youth-worker', '/account')
  await desk
    .getByRole('button', { name: /^Sign out (there|everywhere else)/ })
    .last()
    .click()
  await expectSays(desk.getByRole('main'), 'You are signed in nowhere else')
  await write(phone)
  await phone.getByLabel('A strength you saw').fill('He looked after his pal')
  await phone.getByLabel('No', { exact: true }).check()
  await phone.getByRole('button', { name: 'Save' }).click()

  await phone.getByLabel('Email address').fill('youth-worker@demo.example')
  await phone.getByLabel('Password').fill(password)
  await phone.getByRole('button', { name: 'Sign in' }).click()
  await phone.getByRole('button', { name: 'Save' }).click()
  await expectAllSaid(phone)
})
