import type { WhyNoColumns } from './choose-columns.server'
import type { ListKind, ListStatus, StoppedAt, WhyStopped } from './list'
import type { SaidOfAlike } from './start-list.server'
import type { WhyNotTakenIn } from './take-in-list.server'

export const listKindWords: Record<ListKind, string> = { people: 'People', 'key-dates': 'Key dates' }

export const listWords = {
  title: 'Imports',
  one: 'Import',
  lede: 'Lists of people and dates that you bring in. Only you see what is in them until it is saved.',
  bringIn: 'Bring in a list',
  none: 'No lists yet. The lists you bring in stand here, each with what came of it.',
  mine: 'Lists you brought in',
  called: (kind: ListKind, source: string) => `${listKindWords[kind]} from ${source}`,
  counted: (read: number, added: number, changed: number, refused: number) =>
    `${rows(read)}: ${added} added, ${changed} changed, ${refused} refused`,
  countsTitle: 'Imports in your organisation',
  countsLede: 'Counts only. What was in the lists is for those who brought them in.',
  countsNone: 'Nobody has brought in a list yet.',
  countColumns: {
    kind: 'What',
    status: 'Where it is',
    lists: 'Lists',
    read: 'Rows',
    added: 'Added',
    changed: 'Changed',
    refused: 'Refused',
  },
}

export const listStatusWords: Record<ListStatus, string> = {
  columns: 'Columns to be matched',
  checking: 'Being checked',
  checked: 'Checked, not saved yet',
  running: 'Being saved',
  done: 'Saved',
  stopped: 'Stopped',
  undoing: 'Being taken back',
  undone: 'Taken back',
}

export const uploadWords = {
  title: 'Bring in a list',
  lede: 'Choose a file. You see what it would do before anything is saved.',
  kind: 'What is in it?',
  peopleHint: 'One row for each person, with a reference and a name.',
  datesHint: 'One row for each date, with the reference of the person it is about.',
  source: 'Where is it from?',
  sourceHint: 'A name for this source, such as School roll. Airt matches the columns as you did last time.',
  file: 'The file',
  fileHint: 'A CSV file of at most 10 MB and 50,000 rows. From Excel, save the sheet as CSV first.',
  team: 'Which team do new people go to?',
  teamHint: 'Used for people who are new and whose row does not say.',
  go: 'Look at it',
  examples: 'Download an example file',
  examplePeople: 'Example of people',
  exampleDates: 'Example of key dates',
  back: 'Imports',
}

export const SOURCE_MAX = 100

/** Why a file was not taken in, at the field that it is about. */
export function takenInErrors(why: WhyNotTakenIn): Record<string, string> {
  if (typeof why !== 'string') return { file: `${why.unreadable}.` }
  return whyNotTakenIn[why]
}

const whyNotTakenIn: Record<Exclude<WhyNotTakenIn, object>, Record<string, string>> = {
  'not-yours-to-bring-in': { form: 'Your role does not bring in lists.' },
  'no-rows': { file: 'The file has no rows under its first line.' },
  'which-team': {
    teamId: 'Choose the team that new people go to. If you have none, ask your administrator.',
  },
}

export const columnWords = {
  title: 'Match the columns',
  lede: 'Say what each column of your file is. Leave out what Airt should not keep. It is remembered for this source.',
  leaveOut: 'Leave it out',
  holds: (cells: readonly string[]) => `For example: ${cells.join('; ')}`,
  empty: 'Empty in the first rows',
  go: 'Check the list',
  noName: 'A column without a name',
  missing: (column: string) => `Say which column is ${column}. A list must have it.`,
  twice: (column: string) => `Two columns are matched to ${column}. Choose one of them.`,
  changed: 'This was changed on another page meanwhile. Look at it again, then check the list.',
}

export const previewWords = {
  title: 'Before it is saved',
  lede: 'Nothing is saved yet. This is what the list would do.',
  counts: {
    read: 'Rows in the file',
    added: 'New',
    changed: 'Changed',
    unchanged: 'Already so',
    refused: 'Refused',
    warned: 'Saved, with a warning',
  },
  columns: 'Change how the columns are matched',
  refusedLater: 'You can put refused rows right on the next page.',
  rows: 'Rows to look at',
  rowsSay: (shown: number, read: number) =>
    shown === read ? 'All rows of the file.' : `${shown} of ${read} rows, those with a problem first.`,
  row: (row: number) => `Row ${row}`,
  refused: 'Refused',
  warned: 'Warning',
  right: 'Right as it is',
  alike: 'Are these the same person?',
  alikeSays: 'The names sound alike and the birth dates are alike. Say which, for each of them.',
  beyond: (count: number) =>
    count === 1
      ? 'One more row may be about somebody who is there. It is left out now: bring it in again afterwards.'
      : `${count} more rows may be about people who are there. They are left out now: bring them in again afterwards.`,
  inTheFile: 'In your file',
  there: 'Already in Airt',
  above: 'Further up in your file',
  notYours: 'Somebody you work with no more',
  which: (row: number) => `Row ${row}: who is this?`,
  choose: (row: number) => `Row ${row}: say who this is`,
  go: 'Start import',
}

export const saidOfAlikeWords: Record<SaidOfAlike, string> = {
  same: 'The same person',
  other: 'Somebody else',
  out: 'Leave this row out',
}

export const progressWords: Record<StoppedAt, { title: string; says: string }> = {
  checking: {
    title: 'Airt is checking the list',
    says: 'Nothing is saved yet. Lists are done one at a time, so this one may wait for others first.',
  },
  running: { title: 'Airt is saving the list', says: 'You can leave this page. It goes on without you.' },
  undoing: {
    title: 'Airt is taking the list back',
    says: 'You can leave this page. It goes on without you.',
  },
}

export const underWayWords = {
  waits: 'Waiting to begin. Lists are done one at a time.',
  far: (done: number, all: number) => `${done} of ${rows(all)} done.`,
  farPeople: (done: number, all: number) => `${done} of ${all} people looked at.`,
  refresh: 'See how far it is',
}

export const resultWords = {
  title: 'The list is saved',
  counts: { ...previewWords.counts, leftOut: 'Left out' },
  refused: 'Rows that were refused',
  refusedSays: 'Put right what is wrong and save them here. Nothing has to be sent again.',
  refusedMore: (more: number) =>
    more === 1
      ? 'One more row was refused. It is in the file.'
      : `${more} more rows were refused. They are in the file.`,
  mend: 'Save these rows',
  download: 'Download the refused rows',
  upload: 'Bring in the corrected file',
  undoTitle: 'Take the whole list back',
  undoSays:
    'For 30 days. People it added go, unless somebody has worked with them since. What it changed goes back, unless it was changed since.',
  undo: 'Take it back',
  tooLate: 'It can no longer be taken back: 30 days have passed.',
  people: 'See your people',
  mendErrors: {
    'nothing-changed': 'Nothing was changed in these rows. Put right what is wrong, then save them.',
    'at-work': 'The list is being worked on. Wait until it is done, then save these rows.',
  },
}

export const undoneWords = {
  title: 'The list was taken back',
  says: (people: number) =>
    people === 1 ? 'What it did to one person is undone.' : `What it did to ${people} people is undone.`,
  again: 'The same file can be brought in again.',
  kept: 'These stay as they are',
  why: {
    'worked-with': 'Somebody has worked with them since.',
    'changed-since': 'They were changed since.',
  },
  hidden: (people: number) =>
    people === 1
      ? 'One person is no longer yours and stays as they are.'
      : `${people} people are no longer yours and stay as they are.`,
}

export const stoppedWords: Record<WhyStopped, string> = {
  'not-allowed': 'You may not bring in lists any more. What was saved until then stays.',
  'too-late': 'It took longer than two hours, so it stopped. What was saved stays. You can go on.',
  failed: 'It failed several times, so it stopped. What was saved stays. You can try to go on.',
  unreadable: 'The file could not be read.',
}

export const goOnWords = {
  title: 'The list is not finished',
  goOn: 'Go on with it',
  anew: 'Bring in another file',
}

export const forgottenWords = 'What was in this list has been forgotten: 30 days have passed.'

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count.toLocaleString('en-GB')} rows`
}

/** What we call the columns of a file. */
export const ourColumns: Record<ListKind, Readonly<Record<string, string>>> = {
  people: {
    reference: 'Reference',
    given_name: 'Given name',
    family_name: 'Family name',
    preferred_name: 'Name they like',
    pronouns: 'Pronouns',
    date_of_birth: 'Date of birth',
    birth_date_certainty: 'How sure the birth date is',
    school: 'School',
    school_nation: 'Nation of the school',
    pupil: 'Is a pupil',
    stage: 'School stage',
    deferred_entry: 'Started school a year later',
    additional_support_needs: 'Additional support needs',
    worker_email: 'Worker’s email',
    team: 'Team',
    council: 'Council',
    postcode: 'Postcode',
    opened_on: 'Opened on',
    closed_on: 'Closed on',
    closed_because: 'Why it closed',
    other_names: 'Other names',
    stage_session: 'Session of the stage',
    recorded_on: 'Recorded on',
    sex: 'Sex',
    ethnicity: 'Ethnicity',
    care_experienced: 'Care experienced',
  },
  'key-dates': {
    id: 'Id of the date',
    reference: 'Reference',
    kind: 'Kind of date',
    date: 'Date',
    time: 'Time',
    end_date: 'End date',
    certainty: 'How sure',
    source: 'Source',
    document_ref: 'Paper',
    received_on: 'Received on',
    recorded_on: 'Recorded on',
    details: 'Details',
    note: 'Note',
    moved_from: 'Moved from',
    withdrawn: 'Withdrawn',
  },
}

/** A column in words; the row itself has none. */
export function columnInWords(kind: ListKind, column: string): string {
  return ourColumns[kind][column] ?? 'The row'
}

/** What is wrong with how columns were matched, at the column that it is about. */
export function columnErrors(
  kind: ListKind,
  columns: readonly unknown[],
  chosen: Readonly<Record<number, string>>,
  why: WhyNoColumns,
): Record<string, string> {
  if (why === 'changed-meanwhile') return { form: columnWords.changed }
  const ours = columnInWords(kind, why.column)
  if (!why.twice) return { 'column.0': columnWords.missing(ours) }
  const second = columns.findLastIndex((_, at) => chosen[at] === why.column)
  return { [`column.${second}`]: columnWords.twice(ours) }
}
