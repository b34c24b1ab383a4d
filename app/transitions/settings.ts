import { type CivilDate, parseCivilDate } from '~/shared/civil-date'
import { ok, type Result } from '~/shared/result'
import type { Rule, Settings, Step } from './rule'
import { stepFromWords, stepInWords } from './step-words'
import { stepsOf } from './steps'

/** One of a rule's settings: lead times, a limit, or a day from which something holds (null: it does not yet). */
type Value = readonly Step[] | number | CivilDate | null

/** Settings as they are stored: lead times by their codes. */
export type StoredSettings = Readonly<Record<string, readonly string[] | number | string | null>>

/** What an organisation sets of a rule: all of it, not the changed parts alone. */
export type RuleChange = { settings: StoredSettings; graceDays: number }

/** What a field of the form is for: a setting by its name, or the days of grace. */
export const GRACE = 'graceDays'

export type SettingKind = 'steps' | 'limit' | 'day'

/** The names of a rule's settings in their order, each with what it is. */
export function settingKinds(rule: Pick<Rule, 'settings'>): { name: string; kind: SettingKind }[] {
  return Object.entries(rule.settings).map(([name, value]) => ({ name, kind: kindOf(value as Value) }))
}

function kindOf(value: Value): SettingKind {
  if (Array.isArray(value)) return 'steps'
  return typeof value === 'number' ? 'limit' : 'day'
}

/** As a rule comes. */
export function settingsAsTheyCome({
  settings,
  graceDays,
}: Pick<Rule, 'settings' | 'graceDays'>): RuleChange {
  return { settings: toStored(settings), graceDays }
}

function toStored(settings: Settings): StoredSettings {
  const stored: Record<string, StoredSettings[string]> = {}
  for (const [name, value] of Object.entries(settings) as [string, Value][])
    stored[name] = isSteps(value) ? value.map(({ step }) => step) : value
  return stored
}

function isSteps(value: Value): value is readonly Step[] {
  return Array.isArray(value)
}

/**
 * What the rule is given for what is stored. A setting that the rule did not have when it was stored, or that is another kind of thing
 * now, is as the rule comes; one that it has no more is left out.
 */
export function settingsFrom({ settings }: Pick<Rule, 'settings'>, stored: StoredSettings): Settings {
  const own: Record<string, Value> = {}
  for (const [name, value] of Object.entries(settings) as [string, Value][]) {
    const set = stored[name]
    own[name] = set === undefined ? value : (readStored(kindOf(value), set) ?? value)
  }
  return own as Settings
}

/** Undefined for what is not of that kind. */
function readStored(kind: SettingKind, set: StoredSettings[string]): Value | undefined {
  if (kind === 'limit') return typeof set === 'number' ? set : undefined
  if (kind === 'day') return set === null ? null : (parseCivilDate(String(set)) ?? undefined)
  return Array.isArray(set) ? stepsOf(...set) : undefined
}

export const MOST_STEPS = 12
export const GRACE_MOST = 90

/** Three years ahead or after, whatever it is counted in. */
const furthest: Readonly<Record<string, number>> = { d: 1_096, w: 156, m: 36, wd: 250 }

export type WhyNotSet =
  | { why: 'not-a-step'; typed: string }
  | { why: 'double'; typed: string }
  | { why: 'too-far'; typed: string }
  | { why: 'too-many' }
  | { why: 'none-left' }
  | { why: 'not-in-order'; typed: string; before: string }
  | { why: 'not-before'; typed: string }
  | { why: 'not-after'; typed: string }
  | { why: 'of-another'; typed: string }
  | { why: 'not-whole'; most: number }
  | { why: 'not-a-day' }

/** Why a field can't be taken, by its name. */
export type WhyNotSets = Readonly<Record<string, WhyNotSet>>

/**
 * What somebody typed for each setting of a rule, checked against the rule's own: lead times in their order, each once, on the side of
 * the day on which the rule has them, no further than three years; limits from one to ten times the rule's own. A field that is not
 * there stays as it `stands`.
 */
export function readSettings(
  rule: Rule,
  stands: RuleChange,
  typed: Readonly<Record<string, string>>,
): Result<RuleChange, WhyNotSets> {
  const settings: Record<string, StoredSettings[string]> = {}
  const errors: Record<string, WhyNotSet> = {}
  const taken = new Set<string>()
  for (const [name, value] of Object.entries(rule.settings) as [string, Value][]) {
    const said = typed[name]
    const read =
      said === undefined ? ok(standing(stands, rule, name)) : readOne(rule, name, value, said.trim())
    if (!read.ok) errors[name] = read.reason
    else settings[name] = read.value
    if (!read.ok || !Array.isArray(read.value)) continue
    const again = read.value.find((step) => taken.has(step))
    if (again !== undefined) errors[name] = { why: 'double', typed: stepInWords(again) }
    for (const step of read.value) taken.add(step)
  }
  const lists = settingKinds(rule).filter(({ kind }) => kind === 'steps')
  const [first] = lists
  if (first && taken.size === 0 && !lists.some(({ name }) => errors[name]))
    errors[first.name] = { why: 'none-left' }
  const grace = typed[GRACE] === undefined ? stands.graceDays : wholeUpTo(GRACE_MOST, typed[GRACE])
  if (grace === null) errors[GRACE] = { why: 'not-whole', most: GRACE_MOST }
  if (grace === null || Object.keys(errors).length > 0) return { ok: false, reason: errors }
  return ok({ settings, graceDays: grace })
}

function standing(stands: RuleChange, rule: Rule, name: string): StoredSettings[string] {
  return stands.settings[name] ?? toStored(rule.settings)[name] ?? null
}

type Read = Result<StoredSettings[string], WhyNotSet>

function readOne(rule: Rule, name: string, comes: Value, said: string): Read {
  if (isSteps(comes)) return readSteps(rule, name, comes, said)
  if (typeof comes === 'number') return readLimit(comes, said)
  if (said === '') return ok(null)
  const day = parseCivilDate(said)
  return day === null ? no({ why: 'not-a-day' }) : ok(day)
}

function readLimit(comes: number, said: string): Read {
  const most = Math.max(10, comes * 10)
  const limit = wholeUpTo(most, said)
  return limit === null ? no({ why: 'not-whole', most }) : ok(limit)
}

function wholeUpTo(most: number, said: string): number | null {
  const number = /^\d{1,5}$/.test(said.trim()) ? Number(said) : 0
  return number >= 1 && number <= most ? number : null
}

function readSteps(rule: Rule, name: string, comes: readonly Step[], said: string): Read {
  const each = said
    .split(/[\n,;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (each.length > MOST_STEPS) return no({ why: 'too-many' })
  const side = sideOf(comes)
  const others = stepsElsewhere(rule, name)
  const steps: Step[] = []
  for (const typed of each) {
    const read = stepFromWords(typed)
    if (read === null) return no({ why: 'not-a-step', typed: typed.slice(0, 40) })
    const [code] = stepsOf(read)
    const step = comes.find((own) => code && isSame(own, code)) ?? code
    if (step === undefined) return no({ why: 'not-a-step', typed })
    const words = stepInWords(step.step)
    if (isTooFar(step)) return no({ why: 'too-far', typed: words })
    if (side === 'before' && step.count >= 0) return no({ why: 'not-before', typed: words })
    if (side === 'after' && step.count < 0) return no({ why: 'not-after', typed: words })
    if (steps.some((before) => isSame(before, step))) return no({ why: 'double', typed: words })
    if (!comes.includes(step) && others.some((other) => isSame(other, step)))
      return no({ why: 'of-another', typed: words })
    const last = steps.at(-1)
    if (last && latest(last) > earliest(step))
      return no({ why: 'not-in-order', typed: words, before: stepInWords(last.step) })
    steps.push(step)
  }
  return ok(steps.map(({ step }) => step))
}

function no(reason: WhyNotSet): { ok: false; reason: WhyNotSet } {
  return { ok: false, reason }
}

/** A list that the rule has wholly before its day, or not before it, stays there: the rule counts on that. */
function sideOf(comes: readonly Step[]): 'before' | 'after' | 'either' {
  if (comes.length > 0 && comes.every(({ count }) => count < 0)) return 'before'
  return comes.length > 0 && comes.every(({ count }) => count >= 0) ? 'after' : 'either'
}

/** What the rule says at a step of another list would be said here too, and not be true. */
function stepsElsewhere(rule: Rule, name: string): Step[] {
  return (Object.entries(rule.settings) as [string, Value][]).flatMap(([other, value]) =>
    other !== name && isSteps(value) ? [...value] : [],
  )
}

function isSame(one: Step, other: Step): boolean {
  return one.count === other.count && (one.unit === other.unit || one.count === 0)
}

function isTooFar({ step, count, unit }: Step): boolean {
  const counted = unit === 'd' && step.endsWith('w') ? 'w' : unit
  return Math.abs(counted === 'w' ? count / 7 : count) > (furthest[counted] ?? 0)
}

/** The fewest and the most days by which a step may lie from its day: months and holidays are not all alike. */
function earliest(step: Step): number {
  return Math.min(...spanOf(step))
}

function latest(step: Step): number {
  return Math.max(...spanOf(step))
}

function spanOf({ count, unit }: Step): [number, number] {
  if (unit === 'd') return [count, count]
  const size = Math.abs(count)
  const sign = count < 0 ? -1 : 1
  if (unit === 'm') return [sign * (Math.floor(size * 30.4) - 2), sign * (Math.ceil(size * 30.5) + 1)]
  return [sign * size, sign * (size + 2 * Math.ceil(size / 5) + 4 + Math.ceil(size / 20))]
}
