import type { CivilDate } from '~/shared/civil-date'
import { isSession, looksLikeFormula, NOTE_MAX, type RowRead, rowReader } from './cells'
import type { PEOPLE_COLUMNS } from './person-columns'
import type { FileRow } from './read-file.server'

type PeopleColumn = (typeof PEOPLE_COLUMNS.known)[number]

const NAME_COLUMNS = ['given_name', 'family_name', 'preferred_name'] as const
const STAGES = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6'] as const

/** What a source says of one person. Null is an empty cell, which changes nothing. */
export type PersonRow = Extract<ReturnType<typeof readPersonRow>, { ok: true }>['value']

export function readPersonRow({ row, cells }: FileRow<PeopleColumn>, today: CivilDate) {
  const read = rowReader(row, cells)
  const closedBecause = read.choice('closed_because', [
    'ended',
    'moved-away',
    'died',
    'entered-by-mistake',
    'other',
  ])
  const person = {
    row,
    reference: read.required('reference'),
    givenName: read.text('given_name'),
    familyName: read.text('family_name'),
    preferredName: read.text('preferred_name'),
    pronouns: read.text('pronouns'),
    bornOn: read.day('date_of_birth'),
    birthDateCertainty: read.choice('birth_date_certainty', ['recorded', 'estimated', 'disputed']),
    school: read.text('school'),
    schoolNation: read.choice('school_nation', ['scotland', 'england', 'wales', 'northern-ireland', 'other']),
    pupil: read.choice('pupil', ['yes', 'no']),
    stage: read.choice('stage', STAGES),
    deferredEntry: read.choice('deferred_entry', ['yes', 'no']),
    additionalSupportNeeds: read.choice('additional_support_needs', ['yes', 'no', 'unknown']),
    workerEmail: read.text('worker_email')?.toLowerCase() ?? null,
    team: read.text('team'),
    council: read.text('council'),
    postcode: read.text('postcode')?.toUpperCase() ?? null,
    openedOn: read.day('opened_on'),
    closedOn: read.day('closed_on'),
    closedBecause,
    otherNames: read.text('other_names', NOTE_MAX),
    stageSession: read.text('stage_session'),
    recordedOn: read.day('recorded_on'),
    sex: read.text('sex'),
    ethnicity: read.text('ethnicity'),
    careExperienced: read.choice('care_experienced', ['yes', 'no']),
  }

  const saysNoName = NAME_COLUMNS.every((column) => cells[column] === '')
  if (saysNoName) read.reject('given_name', 'At least one name must be filled in')
  if (person.stageSession !== null && !isSession(person.stageSession)) {
    read.reject('stage_session', 'This is not a school session: write 2026/27')
  }
  if (person.openedOn !== null && person.closedOn !== null && person.closedOn < person.openedOn) {
    read.reject('closed_on', 'It closes before it opens')
  }
  for (const column of [...NAME_COLUMNS, 'other_names'] as const) {
    if (looksLikeFormula(cells[column])) read.warn(column, 'This looks like a formula: it is kept as text')
  }
  if (person.bornOn !== null && person.bornOn > today) read.warn('date_of_birth', 'This day is in the future')
  if (person.recordedOn !== null && person.recordedOn > today)
    read.warn('recorded_on', 'This day is in the future')
  if (closedBecause === 'died' && person.closedOn !== null && person.closedOn > today) {
    read.warn('closed_on', 'This day is in the future')
  }
  return read.done(person)
}

/** The second of two rows with one reference is refused: which of them is true, nobody here can tell. */
export function refuseReferencesTwice(rows: readonly RowRead<PersonRow>[]): RowRead<PersonRow>[] {
  const firstRow = new Map<string, number>()
  return rows.map((read) => {
    if (!read.ok) return read
    const { reference, row } = read.value
    const before = firstRow.get(reference)
    if (before === undefined) {
      firstRow.set(reference, row)
      return read
    }
    const reason = `Row ${before} of this file has the same reference`
    return { ok: false, rejects: [{ row, column: 'reference', value: reference, reason }] }
  })
}
