import type { Basis } from './rule'
import type { Transition } from './transitions-in'

/**
 * A digest, 64 bits as text, of all that is stored of these transitions and of their rules' editions: while it is the same,
 * nothing has to be written. Not for secrets: it tells a change from none.
 */
export function skeletonOf(transitions: readonly Transition[]): string {
  const digest = new Digest()
  for (const each of transitions) addTransition(digest, each)
  return digest.text()
}

function addTransition(digest: Digest, { rule, ...found }: Transition): void {
  digest.addText(rule.code)
  digest.addNumber(rule.edition)
  digest.addText(rule.scope)
  digest.addText(found.occurrence)
  digest.addText(found.date)
  digest.addText(found.window && found.window.from)
  digest.addText(found.window && found.window.to)
  digest.addText(found.certainty)
  digest.addText(found.lawVersion)
  digest.addNumber(found.prompts.length)
  for (const { step, on, covers, round } of found.prompts) {
    digest.addText(step)
    digest.addText(on)
    if (covers) digest.addTexts(covers)
    digest.addText(round ?? null)
  }
  digest.addNumber(found.duties.length)
  for (const { what, by, standing } of found.duties) {
    digest.addText(what)
    digest.addText(by)
    digest.addText(standing)
  }
  digest.addTexts(found.dataGaps)
  digest.addTexts(found.warnings)
  digest.addNumber(found.basis.length)
  for (const each of found.basis) addBasis(digest, each)
  digest.addText(found.expectedStage)
  digest.addNumber(found.urgent ? 1 : 0)
  digest.addText(found.cluster)
  digest.addText(found.because)
  digest.addText(found.overBecause)
}

function addBasis(digest: Digest, basis: Basis): void {
  if (basis.of === 'fact') {
    digest.addText(basis.fact.id)
    digest.addNumber(basis.passing ? 1 : 0)
    return
  }
  digest.addText(basis.thing)
  digest.addText(basis.value)
}

/** Beyond every UTF-16 code, so that an end, an absence and a number never look like a letter. */
const END = 0x10000
const ABSENT = 0x10001
const NUMBER = 0x20000

/** Two 32-bit lanes, each multiplied on by an odd number of its own at every letter (the way of cyrb53). */
class Digest {
  private one = 0x2d1a9c4b
  private other = 0x41c6ce57

  addText(text: string | null): void {
    if (text === null) return this.mix(ABSENT)
    let one = this.one
    let other = this.other
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      one = Math.imul(one ^ code, 0x9e3779b1)
      other = Math.imul(other ^ code, 0x5f356495)
    }
    this.one = one
    this.other = other
    this.mix(END)
  }

  addTexts(texts: readonly string[]): void {
    this.addNumber(texts.length)
    for (const text of texts) this.addText(text)
  }

  addNumber(number: number): void {
    this.mix(NUMBER + number)
  }

  text(): string {
    const one = spread(this.one ^ spread(this.other))
    const other = spread(this.other ^ spread(one))
    return `${(one >>> 0).toString(36)}-${(other >>> 0).toString(36)}`
  }

  private mix(code: number): void {
    this.one = Math.imul(this.one ^ code, 0x9e3779b1)
    this.one ^= this.one >>> 15
    this.other = Math.imul(this.other ^ code, 0x5f356495)
    this.other ^= this.other >>> 13
  }
}

/** Every bit of the sum has its say in every bit of the text (the finish of MurmurHash3). */
function spread(sum: number): number {
  let mixed = Math.imul(sum ^ (sum >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
