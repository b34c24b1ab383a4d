import { doubleMetaphone } from 'double-metaphone'

export type NameSounds = { words: string; sounds: string[] }

/** Letters that no accent can be taken from. */
const PLAIN: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
}

/**
 * What a name is searched by: its plain words, and how each sounds.
 * `Mc` and `Mac` are a word and a sound of their own, joined or apart, so that half a name finds the whole.
 */
export function soundsOf(name: string): NameSounds {
  const words = wordsOf(name)
  return { words: words.join(' '), sounds: [...new Set(words.flatMap(soundsOfWord))] }
}

/**
 * Whether what somebody typed can mean this name: each typed word begins a word of the name or sounds like one.
 * Nothing typed matches nothing.
 */
export function couldBe(typed: string, name: string): boolean {
  const asked = wordsOf(typed)
  const held = soundsOf(name)
  const words = held.words.split(' ')
  return (
    asked.length > 0 &&
    asked.every(
      (word) =>
        words.some((one) => one.startsWith(word)) ||
        soundsOfWord(word).some((sound) => held.sounds.includes(sound)),
    )
  )
}

function wordsOf(name: string): string[] {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øđðłßæœþı]/g, (letter) => PLAIN[letter] ?? letter)
    .replace(/['’‘ʼ`´]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .flatMap(apartFromMac)
}

/** A bare `mac` or `m` with nothing after stays as it is; `mack`, `macy` and `mace` are names of their own. */
function apartFromMac(word: string): string[] {
  if (word === 'mc' || word === 'mac') return ['mac']
  const after = /^ma?c(\p{L}{3,})$/u.exec(word)?.[1]
  return after === undefined || /^mack?(en|ey|ie|y)$/u.test(word) ? [word] : ['mac', after]
}

function soundsOfWord(word: string): string[] {
  return doubleMetaphone(word).filter((sound) => sound !== '')
}
