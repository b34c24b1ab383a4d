import { type CivilDate, dayNumber } from '~/shared/civil-date'

/** 64 bits as text: the same text gives the same digest. Not for secrets. */
export function digestOf(text: string): string {
  const digest = new Digest()
  digest.addText(text)
  return digest.text()
}

/** No length and no count. */
export const ABSENT = -1
const NO_DAY = -1_000_000

/**
 * Two 32-bit lanes, each multiplied on by an odd number of its own (the way of cyrb53). A text is led by its length, so that
 * 'ab' and 'c' are not 'a' and 'bc'. Whoever adds lists adds their length first.
 */
export class Digest {
  private one = 0x2d1a9c4b
  private other = 0x41c6ce57

  /** Two letters at a time. */
  addText(text: string | null): void {
    if (text === null) {
      this.addNumber(ABSENT)
      return
    }
    const { length } = text
    this.addNumber(length)
    let { one, other } = this
    const even = length & ~1
    for (let at = 0; at < even; at += 2) {
      const letters = text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16)
      one = Math.imul(one ^ letters, 0x9e3779b1)
      other = Math.imul(other ^ letters, 0x5f356495)
      one ^= one >>> 15
      other ^= other >>> 13
    }
    if (even < length) {
      one = Math.imul(one ^ text.charCodeAt(even), 0x9e3779b1)
      other = Math.imul(other ^ text.charCodeAt(even), 0x5f356495)
    }
    this.one = one
    this.other = other
  }

  /** One of few texts that come again and again: its sum is kept. */
  addWord(word: string): void {
    this.addNumber(sums.get(word) ?? sumOf(word))
  }

  addDay(day: CivilDate | null): void {
    this.addNumber(day === null ? NO_DAY : dayNumber(day))
  }

  addWords(words: readonly string[]): void {
    this.addNumber(words.length)
    for (const word of words) this.addWord(word)
  }

  addNumber(number: number): void {
    const one = Math.imul(this.one ^ number, 0x9e3779b1)
    const other = Math.imul(this.other ^ number, 0x5f356495)
    this.one = one ^ (one >>> 15)
    this.other = other ^ (other >>> 13)
  }

  sum(): number {
    return spread(this.one ^ spread(this.other))
  }

  /** Eleven letters of six bits. */
  text(): string {
    const one = spread(this.one ^ spread(this.other))
    const other = spread(this.other ^ spread(one))
    return String.fromCharCode(
      letter(one),
      letter(one >>> 6),
      letter(one >>> 12),
      letter(one >>> 18),
      letter(one >>> 24),
      letter((one >>> 30) | (other << 2)),
      letter(other >>> 4),
      letter(other >>> 10),
      letter(other >>> 16),
      letter(other >>> 22),
      letter(other >>> 28),
    )
  }
}

const sums = new Map<string, number>()

function sumOf(word: string): number {
  const digest = new Digest()
  digest.addText(word)
  const sum = digest.sum()
  sums.set(word, sum)
  return sum
}

const LETTERS = Uint8Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_', (each) =>
  each.charCodeAt(0),
)

function letter(bits: number): number {
  return LETTERS[bits & 63] as number
}

/** Every bit of the sum has its say in every bit of the text (the finish of MurmurHash3). */
function spread(sum: number): number {
  let mixed = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
