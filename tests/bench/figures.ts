/** The middle of these numbers; of an even count the lower of the two. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN
}

export type Figure = { what: string; figure: string; goal: string; holds: boolean | null }

/**
 * Runs each of these in turn, round after round, so that what disturbs the machine disturbs all of them alike.
 * @returns what each gave, round by round.
 */
export async function inRounds<Name extends string, Value>(
  rounds: number,
  runs: Record<Name, () => Promise<Value>>,
): Promise<Record<Name, Value[]>> {
  const names = Object.keys(runs) as Name[]
  const given = Object.fromEntries(names.map((name) => [name, [] as Value[]])) as Record<Name, Value[]>
  for (let round = 0; round < rounds; round += 1)
    for (const name of round % 2 === 0 ? names : names.toReversed()) given[name].push(await runs[name]())
  return given
}

/** The middle of one by the other in the same round. */
export function ratio(numbers: readonly number[], to: readonly number[]): number {
  return median(numbers.map((number, round) => number / (to[round] ?? Number.NaN)))
}

/** A table to read: what, how much, what was meant, and whether it holds. */
export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, figure, goal, holds }) => [
    what,
    figure,
    goal,
    holds === null ? '' : holds ? 'met' : 'missed',
  ])
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
