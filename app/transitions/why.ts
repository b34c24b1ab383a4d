import type { HeldFact } from '~/caseload/open-record.server'
import { asksToConfirm, confirmFirst, isOld, isStaleFact } from '~/caseload/staleness'
import { schoolNationWords } from '~/caseload/words'
import type { CivilDate } from '~/shared/civil-date'
import { ourOwn } from './basis'
import type { Turn } from './budget'
import { said, stillPlannedOn } from './present'
import { showsOn } from './prompts'
import type { HeldTransition } from './queries.server'
import { type StoredBasis, thingOf } from './reconcile'
import type { Why, WhyFact } from './why-panel'
import { isWeeks, weeksInWords, weeksKnownFrom } from './words'

type Subject = {
  id: string
  bornOn: CivilDate | null
  birthDateCertainty: 'recorded' | 'estimated' | 'disputed'
  birthDateSource: string
  recordedOn: CivilDate
  recordedBy: string | null
  facts: readonly HeldFact[]
}

/** All that one transition stands on, as its page shows it. Null for a rule that this Airt no longer has. */
export function whyOf(
  held: HeldTransition,
  person: Subject,
  today: CivilDate,
  turn: Turn | null = null,
): Why | null {
  const spoken = said(held, person.bornOn)
  if (!spoken) return null
  const { rule, words } = spoken
  return {
    rule: held.rule,
    edition: held.edition,
    lawVersion: held.lawVersion,
    source: rule.source,
    explanation: words.explanation,
    date: held.date,
    certainty: held.certainty,
    plannedOn: stillPlannedOn(held),
    basis: held.basis.flatMap((each) => basisOf(each, person, today)),
    dataGaps: held.dataGaps,
    warnings: held.warnings,
    duties: held.duties,
    steps: held.prompts.map((prompt) => ({
      step: prompt.step,
      on: showsOn(prompt),
      says: words.says(prompt.step),
      done: prompt.done === true,
    })),
    suggestedActions: words.suggestedActions,
    endsWhen: words.whatWouldEndIt,
    owner: rule.ownerRole,
    turn,
    isOwn: held.own?.isOwn === true,
    moves: held.moves,
    decisions: held.decisions,
  }
}

/** A fact that this worker may not read is named by nothing but its absence: the database does not hand it over. */
function basisOf(basis: StoredBasis, person: Subject, today: CivilDate): WhyFact[] {
  if (typeof basis === 'string') return [onTheRecord(basis, person, today)]
  const fact = person.facts.find(({ id, sourceId }) => (sourceId ?? id) === basis.fact)
  if (!fact) return []
  return [
    {
      fact: fact.kind,
      value: fact.happensOn,
      kind: fact.certainty === 'reported' && fact.standing === 'fact' ? 'reported' : fact.standing,
      source: fact.source,
      recordedOn: fact.recordedOn,
      recordedBy: fact.recordedBy,
      stale: basis.passing && isStaleFact(fact, today),
      to: `/people/${person.id}#fact-${fact.id}`,
    },
  ]
}

function onTheRecord(basis: string, person: Subject, today: CivilDate): WhyFact {
  const { thing, value } = thingOf(basis)
  if (isWeeks(thing)) return weeksCompared(thing, value ?? '', person)
  const isBirth = thing === 'date_of_birth'
  return {
    fact: thing,
    value: isBirth ? person.bornOn : thing === 'school_nation' ? nationInWords(value) : value,
    kind: isBirth && person.birthDateCertainty !== 'recorded' ? 'reported' : 'fact',
    source: sourceOf(thing, person),
    recordedOn: person.recordedOn,
    recordedBy: person.recordedBy,
    stale: thing === 'stage' && isOld(person.recordedOn, today),
    to: ourOwn.has(thing) ? `/people/${person.id}` : `/people/${person.id}/edit`,
  }
}

/** Weeks of attendance come from the school, and are corrected there. */
function weeksCompared(thing: string, value: string, { recordedOn }: Subject): WhyFact {
  const says = { fact: thing, value: weeksInWords(thing, value), kind: 'fact' as const, source: 'the school' }
  return { ...says, recordedOn: weeksKnownFrom(value) ?? recordedOn, recordedBy: null, stale: false }
}

function nationInWords(value: string | null): string | null {
  return schoolNationWords[value as keyof typeof schoolNationWords] ?? value
}

/** Of the record's own values only the birth date says where it comes from. */
function sourceOf(thing: string, { birthDateSource }: Subject): string {
  if (thing === 'date_of_birth') return birthDateSource
  if (ourOwn.has(thing)) return 'our own records'
  return /^(christmas_holiday|session_|attendance)/.test(thing) ? 'the school' : 'their record'
}

/** What a prompt says; where all that it rests on may be out of date, it asks to confirm that first. */
export function saysOf({ basis }: Pick<Why, 'basis'>, says: string): string {
  return asksToConfirm(basis) ? confirmFirst(says) : says
}
