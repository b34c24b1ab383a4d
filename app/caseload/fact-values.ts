import type { Compared } from '~/ui/conflict'
import { factKinds, isFactKind } from './fact-kinds'
import type { HeldFact } from './open-record.server'
import { detailWords, factWords } from './words'

/** A fact as the fields of its form hold it. */
export function factValues(fact: HeldFact): Record<string, string> {
  const values: Record<string, string | null> = {
    kind: fact.kind,
    happensOn: fact.happensOn,
    atTime: fact.atTime,
    endsOn: fact.endsOn,
    certainty: fact.certainty,
    standing: fact.standing,
    source: fact.source,
    documentRef: fact.documentRef,
    receivedOn: fact.receivedOn,
    note: fact.note,
  }
  for (const [name, value] of Object.entries(fact.details)) values[`details.${name}`] = value
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? '']))
}

/** The fact as its form held it at an earlier version; as it stands where that version is not among its history. */
export function factValuesAt(fact: HeldFact, version: number): Record<string, string> {
  const past = fact.versions.find((each) => each.version === version)
  if (!past) return factValues(fact)
  return factValues({
    ...fact,
    happensOn: past.happens_on,
    atTime: past.at_time,
    endsOn: past.ends_on,
    certainty: past.certainty,
    standing: past.standing,
    source: past.source,
    documentRef: past.document_ref,
    receivedOn: past.received_on,
    details: past.details,
    note: past.note,
  })
}

/** What somebody else saved meanwhile beside what was typed, field by field, where the two differ. */
export function comparedFact(theirs: Record<string, string>, yours: Record<string, string>): Compared[] {
  const kind = yours.kind ?? theirs.kind ?? ''
  const labels: Record<string, string> = {
    happensOn: isFactKind(kind) ? factKinds[kind].dateIs : 'Day',
    atTime: factWords.time,
    endsOn: 'Last day',
    certainty: factWords.sure,
    standing: factWords.standing,
    source: factWords.source,
    documentRef: factWords.documentRef,
    receivedOn: factWords.receivedOn,
    note: factWords.note,
  }
  const names = new Set([...Object.keys(theirs), ...Object.keys(yours)])
  return [...names]
    .filter((name) => name in labels || name.startsWith('details.'))
    .filter((name) => (theirs[name] ?? '') !== (yours[name] ?? ''))
    .map((name) => ({
      label: labels[name] ?? detailWords[name.replace('details.', '')] ?? name,
      theirs: theirs[name] ?? '',
      yours: yours[name] ?? '',
    }))
}
