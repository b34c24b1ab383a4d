import { addDays, addWeeks, type CivilDate, later } from '~/shared/civil-date'
import type { Found, Life, Prompt, Rule } from './rule'
import { rules } from './rules'

export type Transition = Found & { rule: Rule; cluster: string | null }

/** A rule that failed for this person; the others stand. */
export type Failure = { code: string; because: string }

export type Transitions = { transitions: Transition[]; failures: Failure[] }

/** Everything the rules find in one life. Nothing here depends on today. */
export function transitionsIn(life: Life, table: readonly Rule[] = rules): Transitions {
  const transitions: Transition[] = []
  const failures: Failure[] = []
  if (life.closedBecause === 'died') return { transitions, failures }
  for (const rule of table) {
    try {
      for (const found of rule.find(life)) transitions.push({ ...raised(life, found), rule, cluster: null })
    } catch (error) {
      failures.push({
        code: rule.code,
        because: error instanceof Error ? error.message : String(error),
      })
    }
  }
  return { transitions: clustered(transitions), failures }
}

/** Folds what had passed when it became known into one `now`, and raises nothing after closing. */
function raised(life: Life, found: Found): Found {
  const floor = later(life.openedOn, found.knownFrom)
  const asks: Prompt[] = found.asksFrom === null ? [] : [{ step: 'ask', on: later(found.asksFrom, floor) }]
  const prompts = [...asks, ...folded(found, floor)]
    .filter(({ on }) => life.closedOn === null || on <= life.closedOn)
    .map((prompt) => (found.round === null ? prompt : { ...prompt, round: found.round }))
  return { ...found, prompts }
}

function folded({ prompts, stillRuns }: Found, floor: CivilDate): readonly Prompt[] {
  const passed = prompts.filter(({ on }) => on < floor)
  if (passed.length === 0) return prompts
  const tooLate = prompts.every(({ on }) => on < addWeeks(floor, -12))
  if (tooLate && !stillRuns) return []
  const now = {
    step: 'now',
    on: floor,
    covers: passed.map(({ step }) => step),
  }
  return [now, ...prompts.filter(({ on }) => on >= floor)]
}

/** A period of change runs 28 days from its first transition, and does not chain. */
function clustered(transitions: Transition[]): Transition[] {
  const dated = transitions.filter(({ date }) => date !== null).sort(byDate)
  for (let at = 0; at < dated.length; ) {
    const first = dated[at] as Transition
    const until = addDays(first.date as CivilDate, 28)
    let next = at + 1
    while (next < dated.length && (dated[next]?.date as CivilDate) <= until) next += 1
    if (next - at > 1) {
      for (const each of dated.slice(at, next)) each.cluster = `${first.rule.code}/${first.occurrence}`
    }
    at = next
  }
  return transitions
}

function byDate(one: Transition, other: Transition): number {
  const left = `${one.date} ${one.rule.code} ${one.occurrence}`
  const right = `${other.date} ${other.rule.code} ${other.occurrence}`
  return left < right ? -1 : left > right ? 1 : 0
}
