import { asksToConfirm, confirmFirst, isOld, isStaleFact } from '~/caseload/staleness'
import { addDays, addWeeks, type CivilDate } from '~/shared/civil-date'
import { ourOwn } from './basis'
import type { Basis, Life, Prompt } from './rule'
import type { Transition } from './transitions-in'
import { isWeeks, weeksInWords, weeksKnownFrom } from './words'

export type Span = { asOf: CivilDate; from?: CivilDate; until?: CivilDate }

/** One person's part of `transitions --json`: what has no date, or touches the span. */
export function transitionsJson(
  person: string,
  life: Life,
  transitions: readonly Transition[],
  span: Span,
  around: Around = NOTHING_AROUND,
) {
  const from = span.from ?? addDays(span.asOf, -400)
  const until = span.until ?? addDays(span.asOf, 400)
  return transitions
    .filter((each) => touches(each, from, until))
    .map((each) => oneJson(person, life, each, around, span.asOf, until))
}

/** What their organisation set of its own, and what is due to be looked at, by the rule's code. */
type Around = { graceDays: Readonly<Record<string, number>>; warnings: Readonly<Record<string, string>> }

const NOTHING_AROUND: Around = { graceDays: {}, warnings: {} }

function touches({ date, window, duties, prompts }: Transition, from: CivilDate, until: CivilDate): boolean {
  const within = (day: string) => day.slice(0, 10) >= from && day.slice(0, 10) <= until
  if (date === null || within(date)) return true
  if (window && window.from <= until && window.to >= from) return true
  return duties.some(({ by }) => within(by)) || prompts.some(({ on }) => within(on))
}

function oneJson(
  person: string,
  life: Life,
  found: Transition,
  around: Around,
  asOf: CivilDate,
  until: CivilDate,
) {
  const words = found.rule.words({ ...found, bornOn: life.bornOn })
  const lawDue = around.warnings[found.rule.code]
  const prompts = listed(found, life, until)
  const basis = found.basis.map((each) => basisJson(life, each, asOf))
  const says = (step: string) => (asksToConfirm(basis) ? confirmFirst(words.says(step)) : words.says(step))
  const due = prompts.filter(({ on }) => on <= asOf).at(-1) ?? prompts[0]
  return {
    person,
    rule: found.rule.code,
    occurrence: found.occurrence,
    date: found.date,
    window: found.window,
    certainty: found.certainty,
    authoritative: found.certainty === 'official-recorded' || found.certainty === 'statutory-derived',
    lawVersion: found.lawVersion,
    owner: found.rule.ownerRole,
    expectedStage: found.expectedStage,
    title: words.title,
    explanation: words.explanation,
    basis,
    dataGaps: found.dataGaps,
    warnings: lawDue === undefined ? found.warnings : [...found.warnings, lawDue],
    duties: found.duties,
    prompts: prompts.map(({ round: _round, ...prompt }) => ({ ...prompt, says: says(prompt.step) })),
    source: found.rule.source,
    urgent: found.urgent,
    cluster: found.cluster,
    escalatesOn: due ? addDays(due.on, around.graceDays[found.rule.code] ?? found.rule.graceDays) : null,
    suggestedActions: words.suggestedActions,
  }
}

/** The ask is one row; a listing shows the weeks that would follow it. */
function listed({ prompts, asksFrom }: Transition, life: Life, until: CivilDate): readonly Prompt[] {
  const ask = prompts.find(({ step }) => step === 'ask')
  if (asksFrom === null || !ask) return prompts
  const last = life.closedOn !== null && life.closedOn < until ? life.closedOn : until
  const weeks: Prompt[] = []
  for (let on = ask.on; on <= last; on = addWeeks(on, 1)) weeks.push({ step: 'ask', on })
  return weeks
}

function basisJson(life: Life, basis: Basis, asOf: CivilDate) {
  if (basis.of === 'fact') {
    const { fact } = basis
    const kind = fact.certainty === 'reported' && fact.standing === 'fact' ? 'reported' : fact.standing
    const { source, recordedOn, recordedBy } = fact
    return {
      fact: fact.kind,
      value: fact.happensOn,
      kind,
      source,
      recordedOn,
      recordedBy,
      stale: isStale(basis, life, asOf),
    }
  }
  if (isWeeks(basis.thing)) {
    const value = basis.value ?? ''
    return {
      ...{ fact: basis.thing, value: weeksInWords(basis.thing, value), kind: 'fact', source: 'school' },
      ...{ recordedOn: weeksKnownFrom(value) ?? life.recordedOn, recordedBy: null, stale: false },
    }
  }
  const isBirth = basis.thing === 'date_of_birth'
  return {
    fact: basis.thing,
    value: isBirth ? life.bornOn : basis.value,
    kind: isBirth && life.birthDateCertainty !== 'recorded' ? 'reported' : 'fact',
    source: sourceOf(basis.thing, life),
    recordedOn: life.recordedOn,
    recordedBy: life.recordedBy,
    stale: isStale(basis, life, asOf),
  }
}

function sourceOf(thing: string, life: Life): string {
  if (ourOwn.has(thing)) return 'our own records'
  return /^(christmas_holiday|session_|attendance)/.test(thing) ? 'school' : life.birthDateSource
}

function isStale(basis: Basis, life: Life, asOf: CivilDate): boolean {
  if (basis.of === 'fact') return isStaleFact(basis.fact, asOf)
  return basis.passing && isOld(life.recordedOn, asOf)
}
