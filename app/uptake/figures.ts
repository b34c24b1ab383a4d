import {
  type ApartCode,
  apartAfter,
  apartCodes,
  countsOf,
  type Reached,
  type SnapshotKind,
  type StepCode,
  stepsOf,
} from './measures'
import type { PublishedFunnel } from './publish'
import { type Cell, shareOf } from './small-numbers'

/** What a page or a file shows of figures: each step with its share of the one before, and what stands apart. */
export type Figures = {
  kind: SnapshotKind
  steps: { step: StepCode; count: Cell; share: number | null }[]
  apart: { code: ApartCode | 'unlinked'; count: Cell }[]
}

/** As they are: nothing is hidden from those whose own people they are. A share still wants twenty. */
export function liveFigures(reached: Reached): Figures {
  const counts = countsOf(reached.endedAt, stepsOf.organisation)
  return figuresOf('organisation', {
    steps: stepsOf.organisation.map((step, at) => ({ step, count: counts[at] ?? 0 })),
    apart: apartCodes.map((code) => ({ code, count: reached.apart[code] })),
    unlinked: reached.unlinked,
  })
}

export function figuresOf(kind: SnapshotKind, { steps, apart, unlinked }: PublishedFunnel): Figures {
  return {
    kind,
    steps: steps.map(({ step, count }, at) => {
      const before = steps[at - 1]
      return { step, count, share: before ? shareOf(count, before.count) : null }
    }),
    apart: [
      ...apart.filter(({ code }) => stepsOf[kind].includes(apartAfter[code])),
      ...(unlinked === null ? [] : [{ code: 'unlinked' as const, count: unlinked }]),
    ],
  }
}
