import type { Page } from './browser'

/** Counts from here on, in the browser: a page that loads, and a press that follows no link and sends nothing. */
export async function counting(page: Page): Promise<{ loads: number; choices: number }> {
  const count = { loads: 0, choices: 0 }
  page.on('domcontentloaded', () => count.loads++)
  await page.exposeFunction('chosen', () => count.choices++)
  const listen = () =>
    addEventListener('pointerdown', ({ target }) => {
      const isPage = target instanceof Element && target.closest('a[href], button:not([type="button"])')
      if (!isPage) (window as unknown as { chosen: () => void }).chosen()
    })
  await page.addInitScript(listen)
  await page.evaluate(listen)
  return count
}
