import type { Fact, Rule } from './rule'

/**
 * Those of a table of rules that may find something in these facts, in its order: each kind of fact is asked once who needs it, and no
 * rule is asked to look through facts that it does not need.
 */
export function whoMayFind(table: readonly Rule[], facts: readonly Fact[]): readonly Rule[] {
  const { always, byKind } = needsOf(table)
  let first = always.first
  let second = always.second
  for (const { kind } of facts) {
    const who = byKind.get(kind)
    if (who === undefined) continue
    first |= who.first
    second |= who.second
  }
  const some: Rule[] = []
  for (let at = 0; at < table.length; at += 1)
    if (((at < 32 ? first : second) & (1 << at)) !== 0) some.push(table[at] as Rule)
  return some
}

/** A mark for each rule of a table by its place: the first 32 of them, and the second. */
type Marks = { first: number; second: number }
type Needs = { always: Marks; byKind: ReadonlyMap<string, Marks> }

const kept = new WeakMap<readonly Rule[], Needs>()

function needsOf(table: readonly Rule[]): Needs {
  const held = kept.get(table)
  if (held) return held
  if (table.length > 64) throw new Error(`There are ${table.length} rules: more than can be marked`)
  const always = { first: 0, second: 0 }
  const byKind = new Map<string, Marks>()
  for (const [at, { needs }] of table.entries()) {
    if (needs === null) mark(always, at)
    else
      for (const kind of needs) {
        const marks = byKind.get(kind) ?? { first: 0, second: 0 }
        mark(marks, at)
        byKind.set(kind, marks)
      }
  }
  const needed = { always, byKind }
  kept.set(table, needed)
  return needed
}

function mark(marks: Marks, at: number): void {
  if (at < 32) marks.first |= 1 << at
  else marks.second |= 1 << at
}
