import { PASSWORD_MAX, PASSWORD_MIN } from './words'

export type WhyNotPassword = 'too-short' | 'too-long' | 'too-common' | 'about-you'

/** What people choose first, whole or as a part; with it taken out, something of one's own must be left. */
const common = wordsIn(`
  password passwort passw0rd p@ssw0rd p@ssword pa55word qwertyuiop qwerty azerty asdfghjkl asdf zxcvbnm letmein welcome iloveyou
  trustno1 admin administrator changeme secret login monkey dragon football baseball superman batman princess sunshine starwars
  whatever master hello freedom computer internet default temporary test abc xyz spring summer autumn winter january february march
  april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday rangers
  celtic liverpool arsenal correct horse battery staple thequickbrownfox`)

/** What stands near in this work and this country. */
const near = wordsIn(`
  airt scotland scottish alba glasgow edinburgh aberdeen dundee inverness stirling perth fife council socialwork social worker
  youthwork youth justice project charity caseload transition`)

const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm']

const LEFT = 5

/**
 * Why a password won't do; null when it will. `about` is what anybody knows of its owner: name, e-mail, organisation.
 * No rule about kinds of character: length and not being what everybody tries first is what protects.
 */
export function whyNotPassword(password: string, about: readonly string[]): WhyNotPassword | null {
  const length = [...password].length
  if (length < PASSWORD_MIN) return 'too-short'
  if (length > PASSWORD_MAX) return 'too-long'
  if (leftOf(password, [...common, ...near]) < LEFT) return 'too-common'
  if (leftOf(password, [...common, ...near, ...wordsOf(about)]) < LEFT) return 'about-you'
  return null
}

/** The same for a new password that was typed twice. */
export function whyNotNewPassword(
  typed: { newPassword: string; again: string },
  about: readonly string[],
): WhyNotPassword | 'not-the-same' | null {
  return (
    whyNotPassword(typed.newPassword, about) ?? (typed.newPassword === typed.again ? null : 'not-the-same')
  )
}

/** Written the same way however it was typed. */
export function asTyped(password: string): string {
  return password.normalize('NFKC')
}

/** How much is left that nobody would guess: without the words, the years, the runs and the repeats. */
function leftOf(password: string, words: readonly string[]): number {
  let left = password.toLowerCase()
  for (const word of [...words].sort((one, other) => other.length - one.length))
    left = left.replaceAll(word, ' ')
  left = left.replace(/(19|20)\d\d/g, ' ').replace(/\d{0,4}[\s!-/:-@[-`{-~]*$/, '')
  for (const run of runs) left = withoutRun(withoutRun(left, run), [...run].reverse().join(''))
  return new Set(left.replace(/[\s!-/:-@[-`{-~]/g, '')).size
}

/** Without every stretch of four or more that follows the run. */
function withoutRun(said: string, run: string): string {
  let left = ''
  for (let at = 0; at < said.length; ) {
    let end = at + 4
    while (end <= said.length && run.includes(said.slice(at, end))) end += 1
    if (end > at + 4) at = end - 1
    else {
      left += said[at]
      at += 1
    }
  }
  return left
}

function wordsIn(list: string): string[] {
  return list.trim().split(/\s+/)
}

function wordsOf(about: readonly string[]): string[] {
  return about
    .flatMap((known) => known.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 3)
}
