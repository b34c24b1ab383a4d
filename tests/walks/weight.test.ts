import { expect, type Page, signIn, test } from '../support/browser'

type Way = (page: Page) => Promise<unknown>

const toAimee: Way = async (page) => {
  await page.getByRole('link', { name: 'Aimee Kerr' }).click()
  await page.waitForURL('**/people/*')
}
const beside = (path: string) => async (page: Page) => {
  await toAimee(page)
  await page.goto(`${new URL(page.url()).pathname}/${path}`)
}

const pages: readonly [name: string, role: string, from: string, way?: Way][] = [
  ['Today', 'youth-worker', '/today'],
  ['People', 'youth-worker', '/people'],
  ['Person', 'youth-worker', '/people', toAimee],
  ['A plan', 'youth-worker', '/people', beside('sessions/new')],
  ['A record', 'youth-worker', '/people', beside('sessions/record')],
  ['Programmes by fit', 'youth-worker', '/people', beside('programmes')],
  ['Insight', 'team-manager', '/insight'],
  ['The inbox', 'partner', '/inbox'],
]

test.for(pages)(
  '%s is light enough for a bus',
  { timeout: 60_000 },
  async ([, role, from, way], { browse }) => {
    const page = await browse({ width: 360, script: true })
    await signIn(page, role, from)
    await way?.(page)

    const { html, script, style } = await weigh(page)

    expect(html).toBeGreaterThan(1_000)
    expect(html).toBeLessThan(30_000)
    expect(script).toBeLessThan(110_000)
    expect(style).toBeLessThan(30_000)
  },
)

/** Bytes as they came, compressed, into a browser that holds nothing yet. */
async function weigh(page: Page) {
  await (await page.context().newCDPSession(page)).send('Network.clearBrowserCache')
  await page.reload({ waitUntil: 'networkidle' })
  const came = await page.evaluate(() =>
    performance.getEntries().flatMap((entry) => {
      const { name, entryType, encodedBodySize } = entry as PerformanceResourceTiming
      return encodedBodySize ? [{ name: new URL(name).pathname, entryType, size: encodedBodySize }] : []
    }),
  )
  const sum = (of: (each: (typeof came)[number]) => boolean) =>
    came.filter(of).reduce((bytes, { size }) => bytes + size, 0)
  return {
    html: sum(({ entryType }) => entryType === 'navigation'),
    script: sum(({ name }) => name.endsWith('.js')),
    style: sum(({ name }) => name.endsWith('.css')),
  }
}
