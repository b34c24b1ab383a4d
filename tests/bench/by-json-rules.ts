import { addDays, addMonths, addWeeks, max, min } from 'date-fns'
import { Engine, type RuleProperties } from 'json-rules-engine'
import { asDay, birthday, type DatedLife, mayLeaveOn } from './by-date-fns'
import type { SameFound } from './same-lives'

type Unit = 'days' | 'weeks' | 'months'
type Lead = { step: string; unit: Unit; count: number }
type Told = { rule: string; of: string; lead: Lead; first?: Lead; last?: Lead }

function lead(step: string, count: number, unit: Unit): Lead {
  return { step, unit, count }
}

/** As its own documentation writes them, one rule a lead time: under these conditions tell it. */
function asks(
  rule: string,
  of: string,
  leads: readonly Lead[],
  conditions: readonly object[],
): RuleProperties[] {
  return leads.map((each) => ({
    conditions: { all: [...conditions] as never },
    event: { type: 'ask', params: { rule, of, lead: each } },
  }))
}

/** That there is something to find at all, from the first of its lead times to the last. */
function finds(rule: string, of: string, first: Lead, last: Lead): RuleProperties {
  return {
    conditions: { all: [isThere(of)] as never },
    event: { type: 'find', params: { rule, of, first, last } },
  }
}

function isThere(fact: string): object {
  return { fact, operator: 'notEqual', value: null }
}

function isFalse(fact: string): object {
  return { fact, operator: 'equal', value: false }
}

const toSixteen = [lead('-3m', -3, 'months'), lead('-4w', -4, 'weeks'), lead('0', 0, 'days')]
const toEighteen = [
  lead('-12m', -12, 'months'),
  lead('-6m', -6, 'months'),
  lead('-3m', -3, 'months'),
  lead('-4w', -4, 'weeks'),
  lead('0', 0, 'days'),
]
const beforeLeaving = [-26, -12, -6, -2].map((count) => lead(`${count}w`, count, 'weeks'))
const afterLeaving = [2, 6, 12].map((count) => lead(`+${count}w`, count, 'weeks'))
const afterMove = [lead('0', 0, 'days'), lead('+1w', 1, 'weeks'), lead('+4w', 4, 'weeks')]
const afterVisit = [lead('+1d', 1, 'days'), lead('+3d', 3, 'days'), lead('+2w', 2, 'weeks')]

/** About somebody: asked once for each of them. What is told comes in the order of the rules, so each has its own place in it. */
const people = engineOf([
  ...rulesFor('AGE_16', 'sixteenOn', toSixteen),
  ...rulesFor('AGE_18', 'eighteenOn', toEighteen),
  finds('SCHOOL_LEAVING', 'mayLeaveOn', lead('-26w', -26, 'weeks'), lead('+12w', 12, 'weeks')),
  ...asks('SCHOOL_LEAVING', 'leavesOn', beforeLeaving, [isFalse('hasLeft')]),
  ...asks('SCHOOL_LEAVING', 'leavesOn', afterLeaving, [isFalse('hasLeft'), isFalse('leavesLater')]),
])
/** About one thing that happened: asked once for each, and by the rules of its kind alone. */
const moves = engineOf(rulesFor('MOVE_OF_HOME', 'happensOn', afterMove))
const visits = engineOf(rulesFor('HOSPITAL_VIOLENCE', 'happensOn', afterVisit))

function rulesFor(rule: string, of: string, leads: readonly Lead[]): RuleProperties[] {
  const [first = lead('0', 0, 'days')] = leads
  return [finds(rule, of, first, leads.at(-1) ?? first), ...asks(rule, of, leads, [isThere(of)])]
}

function engineOf(rules: readonly RuleProperties[]): Engine {
  return new Engine([...rules])
}

export async function foundByJsonRules(life: DatedLife): Promise<SameFound[]> {
  const byLaw = mayLeaveOn(life.bornOn)
  const leavesLater = life.meansToLeaveOn !== null && life.meansToLeaveOn > byLaw
  const found = await told(people, 'once', {
    sixteenOn: birthday(life.bornOn, 16),
    eighteenOn: birthday(life.bornOn, 18),
    mayLeaveOn: byLaw,
    leavesOn: leavesLater ? life.meansToLeaveOn : byLaw,
    leavesLater,
    hasLeft: life.leftOn !== null,
  })
  for (const { id, on } of life.moves) found.push(...(await told(moves, id, { happensOn: on })))
  for (const { id, on } of life.hospitalVisits) found.push(...(await told(visits, id, { happensOn: on })))
  return found
}

async function told(
  engine: Engine,
  occurrence: string,
  facts: Record<string, unknown>,
): Promise<SameFound[]> {
  const { events } = await engine.run(facts)
  const found = new Map<string, SameFound & { prompts: { step: string; on: string }[] }>()
  const asked: Told[] = []
  for (const { type, params } of events) {
    const { rule, of, first, last } = params as Told
    if (type === 'ask') {
      asked.push(params as Told)
      continue
    }
    const on = facts[of] as Date
    const from = first ? counted(on, first) : on
    const to = last ? counted(on, last) : on
    const window = { from: asDay(min([from, on])), to: asDay(max([to, on])) }
    found.set(rule, { rule, occurrence, on: asDay(on), ...window, prompts: [] })
  }
  for (const { rule, of, lead } of asked)
    found.get(rule)?.prompts.push({ step: lead.step, on: asDay(counted(facts[of] as Date, lead)) })
  return [...found.values()]
}

function counted(day: Date, { unit, count }: Lead): Date {
  if (unit === 'months') return addMonths(day, count)
  if (unit === 'weeks') return addWeeks(day, count)
  return count === 0 ? day : addDays(day, count)
}
