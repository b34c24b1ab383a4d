import type { Route } from 'playwright-core'
import { expect, signIn, test } from '../support/browser'

test('what is typed before the script has come stays as it was typed', { timeout: 60_000 }, async ({
  browse,
}) => {
  const page = await browse({ width: 360 })
  await signIn(page, 'youth-worker', '/people')
  await page.getByRole('link', { name: 'Aimee Kerr' }).click()
  await page.waitForURL('**/people/*')
  const edit = `${new URL(page.url()).pathname}/edit`
  const held: Route[] = []
  let hasCome = false
  await page.route('**/*.js', (route) => (hasCome ? route.continue() : void held.push(route)))

  await page.goto(edit, { waitUntil: 'commit' })
  const words = page.getByRole('textbox', { name: 'What matters' })
  await words.fill('My wee brother, and the dog')
  hasCome = true
  for (const route of held) await route.continue()
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(500)

  expect(await words.inputValue()).toBe('My wee brother, and the dog')
})
