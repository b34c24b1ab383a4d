import { describe, expect, test } from 'vitest'
import { stepOf } from '~/access/one-time-code.server'
import { whyNotPassword } from '~/access/password-rule'
import { hashOfRecoveryCode, newRecoveryCodes } from '~/access/recovery-code.server'
import { seal, unseal } from '~/access/sealed.server'
import { deviceLabel } from '~/access/session-device'
import { pathOfOurs } from '~/access/sign-in-to'
import { addressOf } from '~/access/throttle.server'

describe('a one-time code is that of RFC 6238', () => {
  const secret = Buffer.from('12345678901234567890')

  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('at second %i', (second, eight) => {
    const step = stepOf(secret, eight.slice(2), new Date(second * 1000))

    expect(step).toBe(Math.floor(second / 30))
  })

  test('and good for the half minute before and after, and no other', () => {
    const code = '287082'

    const steps = [-31, -30, 0, 30, 59, 60].map((away) => stepOf(secret, code, new Date((30 + away) * 1000)))

    expect(steps).toEqual([null, 1, 1, 1, 1, null])
  })

  test.each(['', '28708', '2870822', '28708a', 'null', '-28708'])('%j is none', (said) => {
    expect(stepOf(secret, said, new Date(59_000))).toBeNull()
  })

  test('as an app shows it, with a space', () => {
    expect(stepOf(secret, '287 082', new Date(59_000))).toBe(1)
  })
})

test('ten recovery codes differ, and each is known by its hash alone', () => {
  const { codes, hashes } = newRecoveryCodes()

  expect(new Set(codes).size).toBe(10)
  expect(codes.every((code) => /^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$/.test(code))).toBe(true)
  expect(codes.map(hashOfRecoveryCode)).toEqual(hashes)
  expect(hashOfRecoveryCode('123456')).toBeNull()
})

describe('a password', () => {
  const about = ['Isla Munro', 'isla.munro@northmoor.example', 'Northmoor Youth Project']

  test.each([
    ['elevenchars', 'too-short'],
    ['a'.repeat(129), 'too-long'],
    ['aaaaaaaaaaaa', 'too-common'],
    ['abababababab', 'too-common'],
    ['123456789012', 'too-common'],
    ['qwertyuiop123', 'too-common'],
    ['Password1234!', 'too-common'],
    ['passwordpassword', 'too-common'],
    ['Scotland2026!', 'too-common'],
    ['airt-glasgow-2026', 'too-common'],
    ['correct horse battery staple', 'too-common'],
    ['Isla.Munro.2026', 'about-you'],
    ['northmoor-isla-1', 'about-you'],
  ])('%j is refused', (password, why) => {
    expect(whyNotPassword(password, about)).toBe(why)
  })

  test.each([
    'seven teapots in a harbour',
    'lantern birch nine',
    'tr0ub4dor&3xk9q',
    'уточка на льду зимой',
    '🦊🐢🦉🐙🦋🐝🌲🌧🚲⛵🎣🧭',
    'f3b1c9d27a84',
    'isla keeps brown hens',
  ])('%j is taken', (password) => {
    expect(whyNotPassword(password, about)).toBeNull()
  })
})

test.each([
  ['/people/1?a=b#c', '/people/1?a=b#c'],
  [null, '/today'],
  ['', '/today'],
  ['people', '/today'],
  ['//evil.example', '/today'],
  ['/\\evil.example', '/today'],
  ['/\tevil', '/today'],
  ['/a/..//evil.example', '/today'],
  ['https://evil.example/', '/today'],
  ['javascript:alert(1)', '/today'],
  ['/sign-in', '/today'],
  ['/sign-in/code', '/today'],
  ['/x/../sign-out', '/today'],
  ['/session?act=end', '/today'],
  ['/link/abc', '/today'],
  [`/${'a'.repeat(600)}`, '/today'],
])('after signing in, %j leads to %s', (to, leads) => {
  expect(pathOfOurs(to)).toBe(leads)
})

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/19.0 Safari/605.1.15',
    'Safari on Mac',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 16; SM-S921B) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    'Samsung Internet on Android',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
  ['curl/8', 'A browser'],
  [null, 'A browser'],
])('a browser is known by its name and its system: %s', (userAgent, label) => {
  expect(deviceLabel(userAgent)).toBe(label)
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8::1'],
  ['fe80::1%eth0', 'fe80::1'],
  ['203.0.113.9:4711', null],
  ["'; drop table", null],
  ['', null],
])('the address %j is read as %s', (said, address) => {
  expect(addressOf(said)).toBe(address)
})

test('what is sealed opens for its owner, its purpose and its secret alone', () => {
  const sealed = seal('secret', 'kept text', 'isla', Buffer.from('a note'))

  expect(unseal('secret', 'kept text', 'isla', sealed)?.toString()).toBe('a note')
  expect(unseal('secret', 'kept text', 'rory', sealed)).toBeNull()
  expect(unseal('secret', 'one-time code', 'isla', sealed)).toBeNull()
  expect(unseal('another', 'kept text', 'isla', sealed)).toBeNull()
  expect(unseal('secret', 'kept text', 'isla', sealed.subarray(0, 10))).toBeNull()
  expect(unseal('secret', 'kept text', 'isla', Buffer.alloc(0))).toBeNull()
})
