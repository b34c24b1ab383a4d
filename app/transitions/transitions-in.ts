import { addWeeks, type CivilDate, type DayNumber, dayNumber, later } from '~/shared/civil-date'
import { asTheyHappened } from './basis'
import { digestOf } from './digest'
import type { Fact, Found, Life, Prompt, Rule } from './rule'
import { rules } from './rules'
import { whoMayFind } from './who-may-find'

/** `cluster` names a period of change: a text that tells nothing of what else is in it. */
export type Transition = Found & { rule: Rule }

/** A rule that failed for this person; the others stand. */
export type Failure = { code: string; because: string }

export type Transitions = { transitions: Transition[]; failures: Failure[] }

/** Everything the rules find in one life. Nothing here depends on today. */
export function transitionsIn(life: Life, table: readonly Rule[] = rules): Transitions {
  const transitions: Transition[] = []
  const failures: Failure[] = []
  if (life.closedBecause === 'died') return { transitions, failures }
  const ordered = inOrder(life)
  const hasOwnSettings = Object.keys(life.settings).length > 0
  for (const rule of whoMayFind(table, ordered.facts)) {
    try {
      const own = hasOwnSettings ? life.settings[rule.code] : undefined
      for (const found of rule.find(ordered, own ?? rule.settings))
        transitions.push(transitionOf(rule, own ? inDayOrder(found) : found, ordered))
    } catch (error) {
      failures.push({ code: rule.code, because: error instanceof Error ? error.message : String(error) })
    }
  }
  nameClusters(transitions)
  return { transitions, failures }
}

/** So that what is found is the same whatever order the facts came in. */
function inOrder(life: Life): Life {
  return isInOrder(life.facts) ? life : { ...life, facts: life.facts.toSorted(asTheyHappened) }
}

/** By the numbers of their days, which tell most of it. */
function isInOrder(facts: readonly Fact[]): boolean {
  let before = Number.NEGATIVE_INFINITY
  for (let at = 0; at < facts.length; at += 1) {
    const fact = facts[at] as Fact
    const day = dayNumber(fact.happensOn)
    if (day < before) return false
    if (day === before && asTheyHappened(facts[at - 1] as Fact, fact) > 0) return false
    before = day
  }
  return true
}

/** Lists of an organisation's own may reach into one another, where those of the rule do not. */
function inDayOrder(found: Found): Found {
  return {
    ...found,
    prompts: found.prompts.toSorted((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0)),
  }
}

/** The finding itself, which is nobody else's: this runs twenty times a person, for everyone in the country. */
function transitionOf(rule: Rule, found: Found, life: Life): Transition {
  found.prompts = raised(life, found)
  found.rule = rule
  return found as Transition
}

/** Folds what had passed when it became known into one `now`, and raises nothing after closing. */
function raised(life: Life, found: Found): readonly Prompt[] {
  const floor = later(life.openedOn, found.knownFrom)
  let prompts = folded(found, floor)
  if (found.asksFrom !== null) prompts = [{ step: 'ask', on: later(found.asksFrom, floor) }, ...prompts]
  const { closedOn } = life
  if (closedOn !== null) prompts = prompts.filter(({ on }) => on <= closedOn)
  const { round } = found
  return round === null ? prompts : prompts.map((prompt) => ({ ...prompt, round }))
}

/** Prompts are in the order of their days. */
function folded({ prompts, stillRuns }: Found, floor: CivilDate): readonly Prompt[] {
  const first = prompts[0]
  const last = prompts[prompts.length - 1]
  if (first === undefined || last === undefined || first.on >= floor) return prompts
  if (!stillRuns && last.on < floor && last.on < addWeeks(floor, -12)) return NOTHING
  const covers: string[] = []
  const shown: Prompt[] = [{ step: 'now', on: floor, covers }]
  for (const prompt of prompts) {
    if (prompt.on < floor) covers.push(prompt.step)
    else shown.push(prompt)
  }
  return shown
}

const NOTHING: readonly Prompt[] = []

/** A period of change runs 28 days from its first transition, and does not chain. */
function nameClusters(transitions: readonly Transition[]): void {
  const { dated, days } = byDay(transitions)
  for (let at = 0; at < dated.length; ) {
    const until = (days[at] as number) + 28
    let next = at + 1
    while (next < dated.length && (days[next] as number) <= until) next += 1
    if (next - at > 1) {
      const { rule, occurrence } = dated[at] as Transition
      const name = digestOf(`${rule.code}/${occurrence}`)
      for (const each of dated.slice(at, next)) each.cluster = name
    }
    at = next
  }
}

/** Those with a day, by insertion: they come nearly in order, and those of one day stay in the order of the rules. */
function byDay(transitions: readonly Transition[]): { dated: Transition[]; days: DayNumber[] } {
  const dated: Transition[] = []
  const days: DayNumber[] = []
  for (const each of transitions) {
    if (each.date === null) continue
    const day = dayNumber(each.date)
    let at = days.length
    for (; at > 0 && (days[at - 1] as DayNumber) > day; at -= 1) {
      dated[at] = dated[at - 1] as Transition
      days[at] = days[at - 1] as DayNumber
    }
    dated[at] = each
    days[at] = day
  }
  return { dated, days }
}
