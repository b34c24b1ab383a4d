import { columnsOf, type ListKind } from './list'

/** The names over a file's columns, each with ours; '' leaves it out. */
export type Matched = Readonly<Record<string, string>>

/**
 * Which of our columns each of a file's is: as it was matched when a list of this source came last, else by its name. `isSure` when
 * nothing of it is a guess and nothing that must be there is missing.
 */
export function matchColumns(
  kind: ListKind,
  names: readonly string[],
  before: Matched,
): { columns: Matched; isSure: boolean } {
  const { known, required } = columnsOf(kind)
  const used = new Set<string>()
  const columns: Record<string, string> = {}
  let isSure = true
  const take = (name: string, column: string) => {
    if (column !== '' && (used.has(column) || !known.includes(column))) return false
    columns[name] = column
    if (column !== '') used.add(column)
    return true
  }
  const named = names.filter((name) => name !== '')
  for (const name of named) {
    const was = Object.hasOwn(before, name) ? before[name] : undefined
    if (was !== undefined && take(name, was)) continue
    if (name === REASON) take(name, '')
    else if (known.includes(name)) take(name, name)
  }
  for (const name of named) {
    if (columns[name] !== undefined) continue
    isSure = false
    if (!take(name, alike(kind, name))) columns[name] = ''
  }
  return { columns, isSure: isSure && required.every((column) => used.has(column)) }
}

/** What a file of refused rows says beside them. */
const REASON = 'reason'

/** What is wrong with what somebody chose; null when nothing is. */
export function wrongColumns(kind: ListKind, columns: Matched): { column: string; twice: boolean } | null {
  const chosen = Object.values(columns).filter((column) => column !== '')
  const twice = chosen.find((column, at) => chosen.indexOf(column) !== at)
  if (twice !== undefined) return { column: twice, twice: true }
  const missing = columnsOf(kind).required.find((column) => !chosen.includes(column))
  return missing === undefined ? null : { column: missing, twice: false }
}

function alike(kind: ListKind, name: string): string {
  const plain = name.replace(/[^a-z]+/g, ' ').trim()
  const found = Object.entries(alsoCalled[kind]).find(([, names]) => names.includes(plain))
  const spaced = columnsOf(kind).known.find((column) => column.replaceAll('_', ' ') === plain)
  return spaced ?? found?.[0] ?? ''
}

/** What others call our columns. */
const alsoCalled: Readonly<Record<ListKind, Readonly<Record<string, readonly string[]>>>> = {
  people: {
    reference: [
      'id',
      'ref',
      'person id',
      'pupil id',
      'client id',
      'case number',
      'scn',
      'candidate number',
      'our reference',
      'person reference',
    ],
    given_name: ['first name', 'forename', 'forenames', 'given names', 'christian name'],
    family_name: ['last name', 'surname', 'family names'],
    preferred_name: ['known as', 'likes to be called', 'known name', 'preferred'],
    date_of_birth: ['dob', 'd o b', 'birth date', 'birthdate', 'born', 'birthday', 'born on'],
    school: ['school name', 'establishment', 'centre', 'current school'],
    stage: ['year', 'year group', 'school stage', 'year stage'],
    worker_email: [
      'worker',
      'worker e mail',
      'lead professional',
      'key worker',
      'allocated worker',
      'email of worker',
    ],
    team: ['team name', 'service'],
    council: ['local authority', 'authority', 'area'],
    postcode: ['post code', 'home postcode'],
    opened_on: ['opened', 'start date', 'date opened', 'referred on'],
    closed_on: ['closed', 'date closed', 'end date'],
    closed_because: ['reason closed', 'closure reason', 'why closed'],
    other_names: ['also known as', 'aliases', 'aka', 'other name'],
    additional_support_needs: ['asn', 'additional support'],
    care_experienced: ['care experience', 'looked after'],
    sex: ['gender'],
  },
  'key-dates': {
    id: ['date id', 'event id', 'record id'],
    reference: [
      'ref',
      'person id',
      'pupil id',
      'client id',
      'case number',
      'scn',
      'person reference',
      'person',
    ],
    kind: ['type', 'event', 'event type', 'what', 'date type'],
    date: ['day', 'happens on', 'event date', 'start', 'start date', 'on'],
    time: ['at', 'start time'],
    end_date: ['end', 'until', 'to', 'ends on'],
    certainty: ['how sure', 'sure'],
    source: ['where from', 'told by'],
    document_ref: ['document', 'paper', 'letter', 'document reference'],
    received_on: ['received', 'date received'],
    note: ['notes', 'comment', 'comments'],
  },
}
