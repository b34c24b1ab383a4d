import { kindsThat } from '~/caseload/fact-kinds'
import { type CivilDate, fromDayNumber } from '~/shared/civil-date'

const MARK = 0x1f
const MINUS = 0x2d

/** Each kept once, since rules ask for them all the time. */
const words: ReadonlyMap<string, string> = new Map(
  [
    ...kindsThat(() => true),
    ...['official', 'recorded', 'reported', 'fact', 'opinion', 'estimated', 'disputed'],
    ...['scotland', 'england', 'wales', 'northern-ireland', 'other', 'yes', 'no', 'unknown'],
  ].map((word) => [word, word]),
)

/**
 * What the database packed into one text, read value after value: each is closed by the same mark, which none of them holds. Days and
 * numbers are read where they stand, without being cut out of the text.
 */
export class PackedValues {
  private at = 0

  constructor(private readonly packed: string) {}

  text(): string {
    const { packed, at } = this
    let end = at
    while (packed.charCodeAt(end) !== MARK) end += 1
    this.at = end + 1
    return packed.slice(at, end)
  }

  textOrNull(): string | null {
    if (this.packed.charCodeAt(this.at) !== MARK) return this.text()
    this.at += 1
    return null
  }

  /** One of the words that come again and again. */
  word(): string {
    const text = this.text()
    return words.get(text) ?? text
  }

  number(): number {
    const { packed } = this
    let { at } = this
    const isBelowZero = packed.charCodeAt(at) === MINUS
    if (isBelowZero) at += 1
    let number = 0
    for (let code = packed.charCodeAt(at); code !== MARK; code = packed.charCodeAt(at)) {
      number = number * 10 + code - 48
      at += 1
    }
    this.at = at + 1
    return isBelowZero ? -number : number
  }

  day(): CivilDate {
    return fromDayNumber(this.number())
  }

  dayOrNull(): CivilDate | null {
    if (this.packed.charCodeAt(this.at) !== MARK) return this.day()
    this.at += 1
    return null
  }

  /** As many things as the number before them says. */
  several<Thing>(one: (values: PackedValues) => Thing): Thing[] {
    const things: Thing[] = []
    for (let left = this.number(); left > 0; left -= 1) things.push(one(this))
    return things
  }
}
