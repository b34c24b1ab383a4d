import type { FactKindCode } from './fact-kinds'

/** Facts that are no prompt and no card: somebody is told at once, by the child protection route (domain/A7). */
export const cannotWait = [
  'DEBT_DISCLOSED',
  'EXPLOITATION_DISCLOSED',
  'FOUND_FAR_FROM_HOME',
] as const satisfies readonly FactKindCode[]

const kinds: ReadonlySet<string> = new Set(cannotWait)

export function isUrgentToTell(kind: string): boolean {
  return kinds.has(kind)
}
