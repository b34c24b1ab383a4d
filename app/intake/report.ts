import type { Remark } from './cells'

/** What an import says when it is done: contracts.md. Of `read` rows each was added, changed, unchanged or rejected. */
export type ImportReport = {
  read: number
  added: number
  changed: number
  unchanged: number
  rejected: number
  rejects: Remark[]
  /** Rows that are kept and have a warning. */
  warned: number
  warnings: Remark[]
}

export type Verdict = 'added' | 'changed' | 'unchanged'

export type Tally = ReturnType<typeof startTally>

export function startTally(read: number) {
  const counts: Record<Verdict, number> = { added: 0, changed: 0, unchanged: 0 }
  const rejects: Remark[] = []
  const warnings: Remark[] = []

  function count(verdict: Verdict): void {
    counts[verdict] += 1
  }

  function reject(remarks: readonly Remark[]): void {
    for (const remark of remarks) rejects.push(remark)
  }

  function warn(remarks: readonly Remark[]): void {
    for (const remark of remarks) warnings.push(remark)
  }

  function report(): ImportReport {
    const rejected = rowsOf(rejects)
    const kept = warnings.filter(({ row }) => !rejected.has(row))
    return {
      read,
      ...counts,
      rejected: rejected.size,
      rejects: [...rejects].sort(byRow),
      warned: rowsOf(kept).size,
      warnings: kept.sort(byRow),
    }
  }

  return { count, reject, warn, report }
}

function rowsOf(remarks: readonly Remark[]): Set<number> {
  return new Set(remarks.map(({ row }) => row))
}

function byRow(one: Remark, other: Remark): number {
  return one.row - other.row
}
