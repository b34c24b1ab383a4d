import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe } from 'vitest'
import { walkDay } from '../support/airt'
import {
  type Airt,
  expect,
  expectGoodPage,
  expectSays,
  looks,
  type Page,
  signIn,
  test,
} from '../support/browser'

const names = ['Ailsa Corrigan', 'Bryce Baxter', 'Cara Imrie', 'Davie Petrie']

describe.each(looks)('at $width px, scripts: $script', ({ width, script }) => {
  test('a change that is coming becomes a first meeting', { timeout: 240_000 }, async ({ airt, browse }) => {
    const name = names[looks.findIndex((look) => look.width === width && look.script === script)] ?? ''
    const [given = ''] = name.split(' ')
    await bringIn(airt, name)
    const someone = () => browse({ width, script })
    const [page, partner, manager, lead] = [
      await someone(),
      await someone(),
      await someone(),
      await someone(),
    ]
    const seen = (who: Page, what: string) =>
      expectGoodPage(who, `${what}-${script ? 'script' : 'plain'}`, name.split(' '))
    await signIn(manager, 'team-manager', '/insight')
    await signIn(lead, 'programme-lead', '/insight')
    const [metBefore, publishedBefore] = [await firstMeetings(manager), await firstMeetings(lead)]

    await signIn(page, 'youth-worker')
    await seen(page, 'day')
    const onToday = page
      .getByRole('region', { name: 'Needs a decision' })
      .getByRole('listitem')
      .filter({ has: page.getByRole('link', { name, exact: true }) })
    await expectSays(onToday, 'To offer: Garage Saturdays')

    // The card: its other side opens when the question was asked.
    await onToday.getByText('To talk about:').getByRole('link').first().click()
    await seen(page, 'card')
    expect(await page.getByText('Something real instead').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'I asked. Turn it over' }).click()
    await page.getByText('Something real instead').waitFor()
    await seen(page, 'card-turned')

    // Three taps: the prompt, Plan a session, Save plan.
    await page.goto('/today')
    await onToday.getByRole('link', { name: 'Why am I seeing this?' }).click()
    await seen(page, 'prompt')
    await page.getByRole('link', { name: 'Plan a session', exact: true }).click()
    await seen(page, 'plan')
    await page.getByRole('button', { name: 'Save plan' }).click()
    await page.waitForURL(/\/sessions\/[\da-f-]{36}$/)
    await seen(page, 'planned')
    const session = new URL(page.url()).pathname

    // They meet sooner than that, and it is written down on one page.
    await page.getByRole('link', { name: 'Change or call off' }).click()
    await page.getByLabel('Day', { exact: true }).fill(walkDay)
    await page.getByLabel('Why does it change?').fill('Met them at the shop')
    await seen(page, 'replan')
    await page.getByRole('button', { name: 'Save the change' }).click()
    await page.waitForURL(({ pathname }) => pathname === session)
    await page.getByRole('link', { name: 'Record what happened' }).click()
    await sayWhatHappened(page)
    await seen(page, 'record')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.waitForURL(({ pathname }) => pathname === session)
    await expectSays(page.getByRole('main'), 'I could do with a wage')
    await seen(page, 'recorded')

    // A programme by fit, and what they will see before it goes.
    await page.goto('/today')
    await onToday.getByRole('link', { name: 'Why am I seeing this?' }).click()
    await page.getByRole('link', { name: 'Every programme, and why it fits or not' }).click()
    await seen(page, 'fit')
    await page.getByRole('link', { name: /^Choose.*Garage Saturdays/ }).click()
    await sayWhatIsShared(page, given)
    await seen(page, 'share')
    await page.getByRole('button', { name: 'Look at what they will see' }).click()
    const willSee = page.getByRole('region', { name: 'They will see' }).locator('.payload')
    await expectSays(willSee, 'To work on engines')
    await seen(page, 'preview')
    const previewed = await willSee.textContent()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expectSays(page.getByRole('main'), 'Waiting for Garage Saturdays to answer')
    await seen(page, 'track')
    const track = page.url()

    // The programme sees just that, and answers from its list.
    await signIn(partner, 'partner', '/inbox')
    await seen(partner, 'inbox')
    const row = partner.getByRole('listitem').filter({ has: partner.getByRole('link', { name: given }) })
    await row.getByRole('link', { name: given, exact: true }).click()
    const sent = partner.getByRole('region', { name: 'What was sent' }).locator('.payload')
    await expectSays(sent, 'To work on engines')
    expect(await sent.textContent()).toBe(previewed)
    await seen(partner, 'sent')
    await partner.goto('/inbox')
    await row.getByLabel('First meeting on').fill(walkDay)
    await row.getByLabel('at', { exact: true }).fill('10:00')
    await row.getByRole('button', { name: /^Accept/ }).click()
    await expectSays(row, 'They came')
    expect(await firstMeetings(manager)).toBe(metBefore)
    await row.getByRole('button', { name: /^They came/ }).click()
    await expectSays(row, 'Taking part')
    await page.goto(track)
    await expectSays(page.getByRole('main'), 'Taking part')
    await seen(page, 'taking-part')

    // What was accepted counted for nothing; who came counts, for the team at once and for nobody else before Monday.
    expect(await firstMeetings(manager)).toBe(metBefore + 1)
    await seen(manager, 'insight')
    await airt.command('snapshot')
    expect(await firstMeetings(lead)).toBe(publishedBefore)
    await seen(lead, 'insight-published')
  })
})

/** Somebody who turns 18 in eleven weeks, where the garage is. */
async function bringIn({ folder, command }: Airt, name: string): Promise<void> {
  const [given, family] = name.split(' ')
  const path = join(folder, `${family}.csv`)
  const lines = [
    'reference,given_name,family_name,date_of_birth,pupil,worker_email,team,council,opened_on,recorded_on',
    `OFF-${family},${given},${family},2009-02-10,no,youth-worker@demo.example,Street team,Northmoor,2026-09-01,2026-09-01`,
  ]
  writeFileSync(path, `${lines.join('\n')}\n`)
  expect(await command('import', 'people', path, '--organisation', 'northmoor')).toMatchObject({
    added: 1,
    rejected: 0,
  })
}

async function sayWhatHappened(page: Page): Promise<void> {
  await answer(page, 'Did they come?', 'Came')
  await page.getByLabel('What we did').fill('Walked, and talked about work')
  await page.getByLabel('Their words').fill('I could do with a wage')
  await page.getByLabel('A strength you saw').fill('Asked the right question')
  await answer(page, 'Does anything worry you about their safety?', 'No')
  for (const card of await page.locator('.card-mark').filter({ visible: true }).all()) {
    await card.getByLabel('Yes: asked first').check()
    await card.getByLabel('Made them think').check()
  }
}

/** Their own choice, in their own words. */
async function sayWhatIsShared(page: Page, given: string): Promise<void> {
  await page.getByLabel(`What does ${given} want from it?`).fill('To work on engines')
  await answer(page, `Would you share this even if ${given} said no?`, `No, it is ${given}’s choice`)
  await answer(page, `What did ${given} say?`, 'Yes')
  await page.getByLabel('In their words', { exact: true }).first().fill('Aye, tell them')
  await answer(page, `Does ${given} want to take part?`, 'Yes')
}

function answer(page: Page, question: string, said: string): Promise<void> {
  return page.getByRole('group', { name: question }).getByLabel(said, { exact: true }).check()
}

/** The figure beside *First meeting*, as the table says it now. */
async function firstMeetings(page: Page): Promise<number> {
  await page.goto('/insight')
  const row = page.getByRole('row').filter({ hasText: 'First meeting' })
  return Number(await row.getByRole('cell').first().textContent())
}
