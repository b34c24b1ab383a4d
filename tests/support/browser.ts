import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Locator, type Page } from 'playwright-core'
import { test as base, expect } from 'vitest'
import { type Airt, type People, password, startAirt } from './airt'

export type { Airt, Page }
export { expect }

/** How somebody looks: at the width of a phone or of a desk, and whether scripts run. */
export type Look = { width: 360 | 1280; script: boolean }
const phone: Look = { width: 360, script: true }
const deskWithoutScript: Look = { width: 1280, script: false }
const others: readonly Look[] = [
  { width: 1280, script: true },
  { width: 360, script: false },
]

/** Each width once and each way once; all four in the drills, which say so by `AIRT_EVERY_LOOK`. */
export const looks: readonly Look[] = process.env.AIRT_EVERY_LOOK
  ? [phone, deskWithoutScript, ...others]
  : [phone, deskWithoutScript]

type Walk = {
  /** Who is there when the file begins: the demonstration, unless it says otherwise. */
  people: People
  /** The product as it is built, for this file alone. */
  airt: Airt
  browser: Browser
  /** A browser of somebody's own, at Airt's door. */
  browse: (look?: Partial<Look>) => Promise<Page>
}

export const test = base.extend<Walk>({
  people: ['the demonstration', { scope: 'file' }],
  airt: [
    async ({ people }, use) => {
      const airt = await startAirt(people)
      await use(airt)
      await airt.stop()
    },
    { scope: 'file' },
  ],
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: vitest reads the pattern
    async ({}, use) => {
      const browser = await findBrowser()
      await use(browser)
      await browser.close()
    },
    { scope: 'file' },
  ],
  browse: async ({ airt, browser }, use) => {
    const open: Page[] = []
    await use(async ({ width = 1280, script = true } = {}) => {
      const context = await browser.newContext({
        baseURL: airt.url,
        viewport: { width, height: 800 },
        javaScriptEnabled: script,
        reducedMotion: 'reduce',
        locale: 'en-GB',
      })
      context.setDefaultTimeout(10_000)
      const page = await context.newPage()
      open.push(page)
      if (!script) unscripted.add(page)
      return page
    })
    for (const page of open) await page.context().close()
  },
})

/** A Chromium that is named, else one of the system, else the one that an npm package brings. */
async function findBrowser(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH ?? inSystem()
  if (own === null) {
    return chromium.launch({ executablePath: await sparticuz.executablePath(), args: BROUGHT_ALONG })
  }
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath: own, args })
}

/** Fewer than that package lists: with one process for all it ends when the first window closes, and its safety is half off. */
const BROUGHT_ALONG = ['--no-sandbox', '--no-zygote', '--font-render-hinting=none']

function inSystem(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env.PATH ?? '').split(delimiter)
  const places = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ]
  return places.find((place) => existsSync(place)) ?? null
}

/** Signs in by the form as the demonstration's account of that role. */
export async function signIn(page: Page, role: string, to = '/today'): Promise<void> {
  await page.goto(to)
  await page.getByLabel('Email').fill(`${role}@demo.example`)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(({ pathname }) => pathname === to)
}

/** Waits until this is read there. */
export async function expectSays(where: Locator, words: string | RegExp): Promise<void> {
  const read = expect.poll(() => where.textContent(), { timeout: 10_000 })
  if (typeof words === 'string') await read.toContain(words)
  else await read.toMatch(words)
}

/** What must hold of every page: nothing for axe to find, no sideways scroll, and no name in the address or the title. */
export async function expectGoodPage(page: Page, what: string, names: readonly string[] = []): Promise<void> {
  const violations = await axeFinds(page)
  expect(violations.map((each) => `${what}: ${each}`)).toEqual([])
  const { scrolls, width } = await page.evaluate(() => ({
    scrolls: document.documentElement.scrollWidth,
    width: window.innerWidth,
  }))
  expect(`${what} is ${scrolls} wide`).toBe(`${what} is ${width} wide`)
  const told = `${page.url()} ${await page.title()}`.toLowerCase()
  expect(names.filter((name) => told.includes(name.toLowerCase()))).toEqual([])
  await picture(page, what)
}

/** Where no script runs, axe can't either: then it looks at the same document in a window beside it, without ours. */
async function axeFinds(page: Page): Promise<string[]> {
  const beside = unscripted.has(page) ? await besideIt(page) : null
  const { violations } = await new AxeBuilder({ page: beside ?? page }).analyze()
  await beside?.context().close()
  return violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target).join(', ')}`)
}

async function besideIt(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() })
  if (!context) throw new Error('There is no browser to look with')
  const [address, body] = [page.url(), await page.content()]
  const beside = await context.newPage()
  await beside.route('**/*', (route) => {
    if (route.request().isNavigationRequest()) return route.fulfill({ contentType: 'text/html', body })
    return route.request().resourceType() === 'script' ? route.abort() : route.continue()
  })
  await beside.goto(address)
  return beside
}

const unscripted = new WeakSet<Page>()
const pictures = fileURLToPath(new URL('../../.cache/screens', import.meta.url))

/** Kept outside git, to be looked at. */
async function picture(page: Page, what: string): Promise<void> {
  mkdirSync(pictures, { recursive: true })
  const width = page.viewportSize()?.width
  await page.screenshot({ path: join(pictures, `${what}-${width}.png`), fullPage: true })
  // A picture of a page longer than its window leaves it scrolled; the next press then met another place than it aimed at.
  await page.evaluate(() => window.scrollTo(0, 0))
}
