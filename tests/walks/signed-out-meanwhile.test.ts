import { password } from '../support/airt'
import { expect, expectGoodPage, expectSays, looks, signIn, test } from '../support/browser'

test.for(looks)(
  'what was written when the session ended comes back after signing in at $width px, scripts: $script',
  {
    timeout: 60_000,
  },
  async ({ width, script }, { browse }) => {
    const words = `He said: my brother's "friends"\ncame round again (${width}, ${script})`
    const [phone, desk] = [await browse({ width, script }), await browse()]
    await signIn(phone, 'youth-worker', '/people')
    await signIn(desk, 'youth-worker', '/account')
    await phone.getByRole('link', { name: 'Lewis Paterson' }).click()
    await phone.getByRole('link', { name: 'Change name, birth date, school and needs' }).click()
    await phone.getByLabel('What matters to me').fill(words)
    await phone.getByLabel('Why do you change this?').fill('We talked')

    await desk
      .getByRole('button', { name: /^Sign out (there|everywhere else)/ })
      .last()
      .click()
    await expectSays(desk.getByRole('main'), 'You are signed in nowhere else')
    await phone.getByRole('button', { name: 'Save' }).click()
    await expectSays(phone.getByRole('main'), 'my brother\'s "friends"')
    await expectGoodPage(phone, `signed-out-${script ? 'script' : 'plain'}`, ['Lewis', 'Paterson'])

    await phone.getByLabel('Email address').fill('youth-worker@demo.example')
    await phone.getByLabel('Password').fill(password)
    await phone.getByRole('button', { name: 'Sign in' }).click()
    await expect.poll(() => phone.getByLabel('What matters').inputValue()).toBe(words)
    await expectGoodPage(phone, `given-back-${script ? 'script' : 'plain'}`, ['Lewis', 'Paterson'])
    await phone.getByRole('button', { name: 'Save' }).click()

    await phone.waitForURL('**/people/*')
    expect(await phone.getByRole('main'), 'came round again')
  },
)
