import { type NameWord, nameWords } from '~/caseload/name-sounds'

/** The last word of a name, `Mac` apart: `MacLeod` and `Mc Leod` are both `leod`. Null: there is no word in it. */
export function familyOf(name: string): NameWord | null {
  return nameWords(name).at(-1) ?? null
}

/**
 * Whether a worker and somebody of this family name could be one family: the same word, or one that begins with the same letter, sounds
 * the same and is about as long. A name of two words is held against each.
 */
export function isSameFamily(worker: NameWord, familyName: string): boolean {
  return nameWords(familyName).some(
    ({ word, sounds }) =>
      word !== 'mac' &&
      (word === worker.word ||
        (word[0] === worker.word[0] &&
          Math.abs(word.length - worker.word.length) <= 2 &&
          sounds.some((sound) => worker.sounds.includes(sound)))),
  )
}
