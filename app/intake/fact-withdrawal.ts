import type { Remark } from './cells'
import type { SaidFact } from './fact-row.input'
import type { Applied, PersonFacts } from './fact-steps'
import { type HeldFact, isCorrectedByHand } from './held-fact'
import { WAITS } from './verdicts'

export const THEIR_WISH = 'The source withdrew it'

/** What the source withdraws is withdrawn, unless somebody here has made it say something else: then a person decides. */
export function withdraw(
  { steps, today }: PersonFacts,
  row: SaidFact,
  fact: HeldFact,
  because: string,
): Applied {
  const sent = { ...fact.sent, withdrawn: 'yes' }
  const isSaid = fact.sent.withdrawn === 'yes'
  if (isSaid || fact.withdrawnOn !== null) {
    steps.put({ ...fact, sent })
    return { row: row.row, verdict: 'unchanged', warnings: [] }
  }
  if (isCorrectedByHand(fact)) {
    steps.put({ ...fact, sent, pending: { ...fact.pending, withdrawn: 'yes' } })
    const waits = { row: row.row, column: 'withdrawn', value: 'yes', reason: WAITS }
    return { row: row.row, verdict: 'changed', warnings: [waits] }
  }
  steps.put({ ...fact, sent, withdrawnOn: today, withdrawnBecause: because })
  return { row: row.row, verdict: 'changed', warnings: [] }
}

export function broughtBack(fact: HeldFact): HeldFact {
  if (fact.withdrawnOn === null) return fact
  return { ...fact, withdrawnOn: null, withdrawnBecause: null, sent: { ...fact.sent, withdrawn: 'no' } }
}

export function nothingToWithdraw(row: SaidFact): Applied {
  const reason = 'There is no such date to withdraw'
  return {
    row: row.row,
    verdict: 'unchanged',
    warnings: [{ row: row.row, column: 'withdrawn', value: 'yes', reason }],
  }
}

export function staysWithdrawn(row: SaidFact): Remark {
  const reason = 'This was withdrawn and stays so: write no in withdrawn to bring it back'
  return { row: row.row, column: 'withdrawn', value: row.withdrawn ?? '', reason }
}
