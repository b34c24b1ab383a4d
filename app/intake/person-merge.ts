import { type CivilDate, earlier, monthOf, yearOf } from '~/shared/civil-date'
import type { Remark } from './cells'
import { type HeldPerson, type Meant, type PersonValues, personDefaults, personValues } from './held-person'
import { type LeadChange, leadChange } from './lead-change'
import { newNames, type OtherName } from './other-names'
import type { PersonRow } from './person-row.input'
import type { Verdict } from './report'
import { isEqual, type Merged, mergeSent, type Values, WAITS } from './verdicts'

export type PersonMerge =
  | { ok: false; rejects: Remark[] }
  | {
      ok: true
      verdict: Verdict
      values: PersonValues
      /** Of the values, those that are other than before. */
      changed: readonly string[]
      lead: LeadChange
      names: OtherName[]
      sent: Record<string, string>
      pending: Record<string, string>
      /** What was sent is other than before, though nothing of the person is. */
      isSentAnew: boolean
      warnings: Remark[]
    }

/** What one row makes of the person it names; `held` is null for somebody new. */
export function mergePerson(
  row: PersonRow,
  held: HeldPerson | null,
  meant: Meant,
  today: CivilDate,
): PersonMerge {
  const sentBefore = held?.sent ?? {}
  const warnings: Remark[] = []
  const remark = (column: string, value: string | null, reason: string): Remark => ({
    row: row.row,
    column,
    value: value ?? '',
    reason,
  })

  const said = saidBy(row, held, meant, today)
  if (row.closedBecause !== null && row.closedOn === null && said.closedOn === today) {
    warnings.push(
      remark(
        'closed_because',
        row.closedBecause,
        'The day it closed is not given: the day of import is used',
      ),
    )
  }
  const merged = mergeSent(said, sentBefore, untouched(held), held?.pending)
  if (said.closedBecause === 'died' && sentBefore.closedBecause !== 'died') {
    believeDeath(merged, said.closedOn ?? held?.values.closedOn ?? today, held)
  }
  if (held !== null) closeOnADay(merged, said, held, today)
  if (held === null) rememberDefaults(row, merged)
  openNoLaterThanClosed(held, merged)
  const values = { ...(held?.values ?? NOTHING), ...merged.changes }
  const rejects = contradictions(values, merged.changes, remark)
  if (rejects.length > 0) return { ok: false, rejects }

  const lead = leadChange(row.workerEmail, held, meant, merged)
  const names = newNames(row.otherNames, sentBefore.otherNames ?? null, held?.otherNames ?? [])
  if (row.otherNames !== null) merged.sent.otherNames = row.otherNames
  for (const [name, value] of Object.entries(merged.pending)) {
    if (held?.pending[name] !== value) warnings.push(remark(columnOf(name), value, WAITS))
  }

  const changed = Object.keys(merged.changes)
  const isChanged =
    changed.length > 0 || lead !== null || names.length > 0 || !isEqual(merged.pending, held?.pending ?? {})
  return {
    ok: true,
    verdict: held === null ? 'added' : isChanged ? 'changed' : 'unchanged',
    values,
    changed,
    lead,
    names,
    sent: merged.sent,
    pending: merged.pending,
    isSentAnew: !isEqual(merged.sent, sentBefore),
    warnings,
  }
}

const NOTHING = Object.fromEntries(personValues.map((name) => [name, null])) as PersonValues

/** The values of a row, with what contracts.md says of an empty cell of somebody new or newly closed. */
function saidBy(
  row: PersonRow,
  held: HeldPerson | null,
  { school, team }: Meant,
  today: CivilDate,
): PersonValues {
  const said = {} as PersonValues
  for (const name of personValues) said[name] = row[name]
  said.school = school
  said.team = team
  const sent = held?.sent ?? {}
  if (said.stage !== null && said.stageSession === null && said.stage !== sent.stage) {
    said.stageSession = sessionOn(today)
  }
  const isOpen = (held?.values.closedOn ?? null) === null && (sent.closedOn ?? null) === null
  if (said.closedBecause !== null && said.closedOn === null && isOpen) said.closedOn = today
  if (said.closedOn !== null && said.closedBecause === null && isOpen) said.closedBecause = 'other'
  if (held === null) {
    said.openedOn ??= row.closedOn === null ? today : earlier(row.closedOn, today)
    said.recordedOn ??= today
  }
  return said
}

/** The school session that runs on a day; it begins in August. */
export function sessionOn(day: CivilDate): string {
  const year = monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1
  return `${year}/${String((year + 1) % 100).padStart(2, '0')}`
}

/** What is held, without what stands only because nothing was ever said. */
function untouched(held: HeldPerson | null): Values {
  if (held === null) return {}
  const values: PersonValues = { ...held.values }
  for (const name of [...(Object.keys(personDefaults) as (keyof PersonValues)[]), ...DAYS_OF_IMPORT]) {
    if (isOurDefault(held, name)) values[name] = null
  }
  return values
}

/** Where nothing was said of these, they are the day of import. */
const DAYS_OF_IMPORT = ['openedOn', 'recordedOn'] as const

/** Nothing was ever said of it, and it stands as we put it then. */
function isOurDefault(held: HeldPerson, name: keyof PersonValues): boolean {
  const usual = personDefaults[name] ?? held.sent[markOf(name)]
  return held.sent[name] === undefined && held.values[name] === usual
}

function markOf(name: string): string {
  return `default ${name}`
}

/** The source did not send what we put: it is remembered as ours. */
function rememberDefaults(row: PersonRow, { changes, sent }: Merged): void {
  for (const name of DAYS_OF_IMPORT) {
    if (row[name] !== null) continue
    delete sent[name]
    sent[markOf(name)] = changes[name] ?? ''
  }
}

/** A day and a reason of closing wait together: one without the other closes nothing. */
function closeOnADay(
  { pending, sent }: Merged,
  said: PersonValues,
  held: HeldPerson,
  today: CivilDate,
): void {
  if (pending.closedOn !== undefined && held.values.closedBecause === null) {
    pending.closedBecause ??= said.closedBecause ?? sent.closedBecause ?? 'other'
  }
  if (pending.closedBecause !== undefined && held.values.closedOn === null) {
    pending.closedOn ??= said.closedOn ?? sent.closedOn ?? today
  }
}

/** A day of opening that is only the day of import gives way to a closing that was earlier. */
function openNoLaterThanClosed(held: HeldPerson | null, { changes, sent }: Merged): void {
  const { closedOn } = changes
  if (held === null || closedOn === undefined || !isOurDefault(held, 'openedOn')) return
  if (changes.openedOn !== undefined || closedOn >= (held.values.openedOn ?? '')) return
  changes.openedOn = closedOn
  sent[markOf('openedOn')] = closedOn
}

/** That somebody died is believed at once, whatever else was written by hand: what must stop, stops. */
function believeDeath(merged: Merged, closedOn: string, held: HeldPerson | null): void {
  delete merged.pending.closedBecause
  delete merged.pending.closedOn
  if (held?.values.closedBecause !== 'died') merged.changes.closedBecause = 'died'
  if (held?.values.closedOn !== closedOn) merged.changes.closedOn = closedOn
}

function contradictions(
  values: PersonValues,
  changes: Merged['changes'],
  remark: (column: string, value: string | null, reason: string) => Remark,
): Remark[] {
  const { openedOn, closedOn } = values
  if (openedOn === null || closedOn === null || closedOn >= openedOn) return []
  if (changes.closedOn !== undefined) return [remark('closed_on', closedOn, 'It closes before it opened')]
  return [remark('opened_on', openedOn, 'It opens after it closed')]
}

/** As people.csv names it. */
function columnOf(name: string): string {
  return name === 'bornOn' ? 'date_of_birth' : name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
