import { type ByPerson, peopleApart, peopleIn, peopleUnlinked, reachedBy } from './counted'
import {
  type ApartCode,
  apartAfter,
  apartCodes,
  countsOf,
  type SnapshotKind,
  type StepCode,
  stepsOf,
} from './measures'
import { type Cell, HIDDEN, hiddenInRow, publishFunnel } from './small-numbers'

/** The figures as they may be read: every small number, and what would give one away, is already hidden. */
export type PublishedFunnel = {
  steps: { step: StepCode; count: Cell }[]
  apart: { code: ApartCode; count: Cell }[]
  /** Null where there is no such thing: of referrals, not of changes. */
  unlinked: Cell | null
}

/**
 * The figures of everybody counted, by people: a number of changes is as small as the number of people whose they are. What stands apart
 * is a part of what was lost at its step, and so is shown only where that loss is, and the rest of it is no small number either.
 */
export function publish(people: ByPerson, kind: SnapshotKind, smallUnder: number): PublishedFunnel {
  const steps = stepsOf[kind]
  const { endedAt, apart, unlinked } = reachedBy(people)
  const counts = countsOf(endedAt, steps)
  const shown = publishFunnel(counts, smallUnder, peopleIn(people, steps))
  const isShown = (at: number) => shown[at] !== undefined && shown[at] !== HIDDEN
  return {
    steps: steps.map((step, at) => ({ step, count: shown[at] ?? HIDDEN })),
    apart: apartCodes
      .filter((code) => steps.includes(apartAfter[code]))
      .map((code) => {
        const at = steps.indexOf(apartAfter[code])
        const { in: inIt, others } = peopleApart(people, code)
        const isKnown = isShown(at) && isShown(at + 1)
        const isHidden = counts[at] !== 0 && (!isKnown || hiddenInRow([inIt, others], smallUnder)[0])
        return { code, count: isHidden ? HIDDEN : apart[code] }
      }),
    unlinked:
      kind === 'programmes' ? null : hiddenInRow([peopleUnlinked(people)], smallUnder)[0] ? HIDDEN : unlinked,
  }
}

/** The steps and what stands apart of which a number is shown. */
export function shownIn({ steps, apart }: PublishedFunnel): { steps: StepCode[]; apart: ApartCode[] } {
  return {
    steps: steps.filter(({ count }) => count !== HIDDEN).map(({ step }) => step),
    apart: apart.filter(({ count }) => count !== HIDDEN).map(({ code }) => code),
  }
}
