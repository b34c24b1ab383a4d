import type { Detail } from '~/caseload/fact-kind'
import { type FactKindCode, factKinds, isFactKind } from '~/caseload/fact-kinds'
import type { CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import { dayOf, NOTE_MAX, rowReader } from './cells'
import type { KEY_DATE_COLUMNS } from './fact-columns'
import type { FileRow } from './read-file.server'

type KeyDateColumn = (typeof KEY_DATE_COLUMNS.known)[number]

type Read = Extract<ReturnType<typeof readFactRow>, { ok: true }>['value']

/** What a row that is not refused says; a cell that is empty is null. */
export type SaidFact = Omit<Read, 'kind' | 'happensOn'> & { kind: FactKindCode; happensOn: CivilDate }

/** Null for a row that is refused for want of them. */
export function saidFact(read: Read): SaidFact | null {
  const { kind, happensOn } = read
  return kind === null || happensOn === null ? null : { ...read, kind, happensOn }
}

export function readFactRow({ row, cells }: FileRow<KeyDateColumn>, today: CivilDate, calendar: WorkingDays) {
  const read = rowReader(row, cells)
  const code = read.required('kind').toUpperCase()
  const kind = isFactKind(code) ? code : null
  if (code !== '' && kind === null) read.reject('kind', 'There is no such kind of date')
  read.required('date')
  const fact = {
    row,
    id: read.text('id'),
    reference: read.required('reference'),
    kind,
    happensOn: read.day('date'),
    atTime: timeOf(cells.time),
    endsOn: read.day('end_date'),
    certainty: read.choice('certainty', ['official', 'recorded', 'reported']),
    source: read.text('source'),
    documentRef: read.text('document_ref'),
    receivedOn: read.day('received_on'),
    recordedOn: read.day('recorded_on'),
    details: {} as Record<string, string>,
    note: read.text('note', NOTE_MAX),
    movedFrom: read.day('moved_from'),
    withdrawn: read.choice('withdrawn', ['yes', 'no']),
  }
  if (cells.time !== '' && fact.atTime === null) read.reject('time', 'This is not a time: write 14:30')
  if (fact.happensOn !== null && fact.endsOn !== null && fact.endsOn < fact.happensOn) {
    read.reject('end_date', 'The end is before the start')
  }
  if (kind !== null) {
    const { details, wrong, unknown } = detailsOf(cells.details, factKinds[kind].details)
    fact.details = details
    for (const reason of wrong) read.reject('details', reason)
    for (const name of unknown) read.warn('details', `${name} is not a detail of this kind: it is left out`)
  }
  if (fact.happensOn !== null && kind !== null) {
    if (factKinds[kind].isPast && fact.happensOn > today) read.warn('date', 'This day is in the future')
    if (kind === 'RELEASE_DATE' && !calendar.isWorkingDay(fact.happensOn)) {
      read.warn('date', 'A weekend or holiday: the release is likely to come forward, check')
    }
  }
  if (fact.recordedOn !== null && fact.recordedOn > today)
    read.warn('recorded_on', 'This day is in the future')
  if (fact.receivedOn !== null && fact.receivedOn > today)
    read.warn('received_on', 'This day is in the future')
  return read.done(fact)
}

/** `14:30`; null when it is empty or no time of day. */
function timeOf(text: string): string | null {
  const padded = text.length === 4 ? `0${text}` : text
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(padded) ? padded : null
}

/** Reads `name=value; name=value`. Days come out as `2027-03-12`, words as they are listed. */
export function detailsOf(text: string, allowed: Readonly<Record<string, Detail>>) {
  const details: Record<string, string> = {}
  const wrong: string[] = []
  const unknown: string[] = []
  for (const part of text.split(';').filter((piece) => piece.trim() !== '')) {
    const at = part.indexOf('=')
    const name = part.slice(0, Math.max(at, 0)).trim().toLowerCase()
    const value = part.slice(at + 1).trim()
    if (at < 1 || value === '') {
      wrong.push('Details are written name=value; name=value')
      continue
    }
    const detail = Object.hasOwn(allowed, name) ? allowed[name] : undefined
    if (detail === undefined) {
      unknown.push(name)
      continue
    }
    const kept = keptAs(value, detail)
    if (kept === null) wrong.push(`${name} must be ${whatItMustBe(detail)}`)
    else details[name] = kept
  }
  return { details, wrong, unknown }
}

function keptAs(value: string, detail: Detail): string | null {
  if (detail === 'text') return value
  if (detail === 'day') return dayOf(value)
  if (detail === 'number') return /^\d{1,5}$/.test(value) ? String(Number(value)) : null
  return detail.find((word) => word.toLowerCase() === value.toLowerCase()) ?? null
}

function whatItMustBe(detail: Detail): string {
  if (detail === 'day') return 'a day that exists, like 2027-03-12'
  if (detail === 'number') return 'a whole number'
  return detail === 'text' ? 'text' : `one of: ${detail.join(', ')}`
}
