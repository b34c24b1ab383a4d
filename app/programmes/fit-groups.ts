import type { Fit, Fitted, ProgrammeToFit } from './fit'

/** How a worker reads it: what fits, what to check first, the nearest where there is neither, and what does not fit. */
export type FitGroups<Programme extends ProgrammeToFit> = {
  fits: Fitted<Programme>[]
  checkFirst: Fitted<Programme>[]
  nearest: Fitted<Programme>[]
  doesNotFit: Fitted<Programme>[]
  /** Others do not fit either; they stand in the directory. */
  hasMore: boolean
}

const NEAREST = 3

/** Of a whole country's programmes most do not fit: those with the least against them are enough to argue with. */
const SHOWN = 25

/**
 * The groups of a page, each in the order of `fitAll`; what does not fit goes by how much stands against it. Where nothing fits and
 * nothing needs only an answer, the nearest three that take anybody new stand open.
 */
export function groupsOf<Programme extends ProgrammeToFit>(
  fitted: readonly Fitted<Programme>[],
): FitGroups<Programme> {
  const fits = fitted.filter(({ verdict }) => verdict === 'fits')
  const checkFirst = fitted.filter(({ verdict }) => verdict === 'check-first')
  const others = fitted
    .filter(({ verdict }) => verdict === 'does-not-fit')
    .sort((one, other) => against(one) - against(other))
  const isNothing = fits.length + checkFirst.length === 0
  const nearest = isNothing
    ? others.filter(({ programme }) => programme.status === 'open').slice(0, NEAREST)
    : []
  const rest = others.filter((each) => !nearest.includes(each))
  return { fits, checkFirst, nearest, doesNotFit: rest.slice(0, SHOWN), hasMore: rest.length > SHOWN }
}

function against({ reasons }: Fit): number {
  return reasons.filter(({ is }) => is === 'no').length
}
