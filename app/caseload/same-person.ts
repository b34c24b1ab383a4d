import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import { couldMean, type NameWord, nameWords } from './name-sounds'

export type Known = { name: string; bornOn: CivilDate | null }

/** The same person, perhaps: names that sound alike, birth dates within one slip of the hand. */
export function maybeTheSame(one: Known, other: Known): boolean {
  const others = peopleByBirthDate<true>()
  others.add(other, true)
  return others.find(one) !== null
}

/** People by their birth dates, to see whether somebody new may be there already. */
export function peopleByBirthDate<Who>() {
  const byBirthDate = new Map<CivilDate, { words: NameWord[]; who: Who }[]>()

  function add({ name, bornOn }: Known, who: Who): void {
    if (bornOn === null) return
    const there = byBirthDate.get(bornOn)
    if (there) there.push({ words: nameWords(name), who })
    else byBirthDate.set(bornOn, [{ words: nameWords(name), who }])
  }

  /** Somebody who may be the same; null: nobody here. */
  function find({ name, bornOn }: Known): Who | null {
    if (bornOn === null || byBirthDate.size === 0) return null
    const words = nameWords(name)
    for (const day of slipsOf(bornOn)) {
      for (const other of byBirthDate.get(day) ?? []) {
        if (couldMean(words, other.words) || couldMean(other.words, words)) return other.who
      }
    }
    return null
  }

  return { add, find }
}

/** Equal, day and month the wrong way round, or two neighbouring digits swapped. */
export function isWithinOneSlip(one: CivilDate, other: CivilDate): boolean {
  return slipsOf(one).includes(other)
}

/** Every day within one slip of the hand. */
export function slipsOf(day: CivilDate): CivilDate[] {
  const digits = day.replaceAll('-', '')
  const slips = [day, dayFrom(digits.slice(0, 4) + digits.slice(6) + digits.slice(4, 6))]
  for (let at = 0; at < 7; at += 1) {
    slips.push(dayFrom(digits.slice(0, at) + digits[at + 1] + digits[at] + digits.slice(at + 2)))
  }
  return [...new Set(slips.filter((slip) => slip !== null))]
}

function dayFrom(digits: string): CivilDate | null {
  return parseCivilDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`)
}
