import { expect, expectGoodPage, expectSays, looks, type Page, signIn, test } from '../support/browser'

const names = ['Innes', 'Ross', 'Struan', 'Bell', 'Ellis', 'Grant', 'Freya', 'Lennox', 'Rowan', 'Tait']
const how = ({ width, script }: (typeof looks)[number]) => `${width}${script ? '' : '-plain'}`

/** One who is read of and stays, and one who is taken back. */
const stays = 'Innes Ross'
const goesBack = 'Freya Lennox'
/** One whom Isla must not work with, and one whose record is closed to her. */
const closed = ['Ellis Grant', 'Struan Bell']

test('two people are handed over: the new worker reads and says so, and the other is taken back', {
  timeout: 120_000,
}, async ({ browse }) => {
  for (const look of looks) {
    const shona = await browse(look)
    await signIn(shona, 'team-manager', '/people')
    for (const name of [stays, goesBack, ...closed]) await shona.getByLabel(`Choose ${name}`).check()
    if (look.width === 360) await expectGoodPage(shona, `people-to-give-${how(look)}`, names)
    await shona.getByRole('button', { name: 'Give to another worker' }).click()
    await expectSays(shona.getByRole('group', { name: 'Who moves' }), stays)

    await shona.getByRole('radio', { name: 'Isla Munro' }).check()
    await shona.getByRole('button', { name: 'Give them to this worker' }).click()
    await expectSays(shona.getByRole('alert'), 'Nobody was moved')
    await expectSays(movers(shona, 'Ellis Grant'), 'must not work with them')
    await expectSays(movers(shona, 'Struan Bell'), 'closed to the worker you chose')
    await expectGoodPage(shona, `give-refused-${how(look)}`, names)
    for (const name of closed) await shona.getByLabel(name).uncheck()
    await shona.getByRole('button', { name: 'Give them to this worker' }).click()
    await expectSays(shona.getByRole('main'), '2 people work with Isla Munro')

    const isla = await browse(look)
    await signIn(isla, 'youth-worker')
    await expectSays(isla.getByRole('region', { name: 'Handed over to you' }), stays)
    await isla.getByRole('link', { name: new RegExp(`^Read it.*${stays}`) }).click()
    await expectSays(isla.getByRole('heading', { level: 1 }), stays)
    await expectGoodPage(isla, `handover-${how(look)}`, names)
    await isla.getByRole('button', { name: 'I have read this page' }).click()
    await expectSays(isla.getByRole('main'), 'Isla Munro read this on')
    await isla.goto('/today')
    await expectSays(isla.getByRole('region', { name: 'Handed over to you' }), goesBack)
    expect(await isla.getByRole('link', { name: new RegExp(`^Read it.*${stays}`) }).count()).toBe(0)

    await takeBack(shona)
    await expectGoodPage(shona, `taken-back-${how(look)}`, names)
    await isla.reload()
    expect(await isla.getByRole('link', { name: new RegExp(`^Read it.*${goesBack}`) }).count()).toBe(0)

    // As it was, for the next look.
    await shona.goto('/people')
    await shona.getByLabel(`Choose ${stays}`).check()
    await shona.getByRole('button', { name: 'Give to another worker' }).click()
    await shona.getByRole('radio', { name: 'Duncan Baird' }).check()
    await shona.getByRole('button', { name: 'Give them to this worker' }).click()
    await expectSays(shona.getByRole('main'), '1 person works with Duncan Baird')
  }
})

test('the demonstration has one handover that waits, on one sheet of paper', async ({ browse }) => {
  const isla = await browse()
  await signIn(isla, 'youth-worker')
  await isla.getByRole('link', { name: /^Read it.*Rowan Tait/ }).click()
  await expectSays(isla.getByRole('main'), 'Rowan comes to the library on Tuesdays')
  await expectGoodPage(isla, 'handover-waiting', names)

  const paper = await isla.pdf({
    format: 'A4',
    margin: { top: '15mm', bottom: '15mm', left: '15mm', right: '15mm' },
  })

  expect(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
})

test('a programme closes once its lead has read how many that concerns, and who is told', {
  timeout: 60_000,
}, async ({ browse }) => {
  const morag = await browse({ width: 360, script: false })
  await signIn(morag, 'programme-lead', '/programmes')
  await morag.goto('/programmes?whose=ours')
  await morag.getByRole('link', { name: 'Bike build' }).click()
  await morag.getByRole('link', { name: 'Change what is written here' }).click()

  await morag.getByRole('radio', { name: 'Closed' }).check()
  await morag.getByRole('button', { name: 'Save' }).click()
  await expectSays(morag.getByRole('region', { name: 'Whom this concerns' }), /young (person|people)/)
  await expectGoodPage(morag, 'programme-concerns', ['Bike'])
  await morag.getByLabel('I have read whom this concerns').check()
  await morag.getByRole('button', { name: 'Save' }).click()

  await expectSays(morag.getByRole('heading', { level: 1 }), 'Bike build')
  await expectSays(morag.getByRole('main'), 'It has closed.')
})

function movers(page: Page, name: string) {
  return page.getByRole('listitem').filter({ has: page.getByLabel(name) })
}

async function takeBack(shona: Page): Promise<void> {
  await shona.getByRole('button', { name: 'Take it back' }).click()
  await expectSays(shona.getByRole('listitem').filter({ hasText: goesBack }), 'Taken back.')
  await expectSays(shona.getByRole('listitem').filter({ hasText: stays }), 'Read on')
}
