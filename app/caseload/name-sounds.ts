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
  return couldMean(nameWords(typed), nameWords(name))
}

/** One plain word of a name and how it sounds. */
export type NameWord = { word: string; sounds: readonly string[] }

/** For comparing one name with many: `couldMean` of the words is `couldBe` of the names. */
export function nameWords(name: string): NameWord[] {
  return wordsOf(name).map((word) => ({ word, sounds: soundsOfWord(word) }))
}

export function couldMean(asked: readonly NameWord[], held: readonly NameWord[]): boolean {
  return (
    asked.length > 0 &&
    asked.every(({ word, sounds }) =>
      held.some((one) => one.word.startsWith(word) || sounds.some((sound) => one.sounds.includes(sound))),
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

/** Names repeat: what a word sounds like is kept. */
const heard = new Map<string, readonly string[]>()

function soundsOfWord(word: string): readonly string[] {
  const known = heard.get(word)
  if (known) return known
  const sounds = doubleMetaphone(word).filter((sound) => sound !== '')
  if (heard.size >= 10_000) heard.clear()
  heard.set(word, sounds)
  return sounds
}
