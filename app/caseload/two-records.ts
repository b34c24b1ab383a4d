import type { AlikePerson } from './alike.server'
import { dayInWords } from './fact-in-words'
import type { OpenRecord } from './open-record.server'
import { sameWords } from './same-words'
import type { Pair } from './side-by-side'
import {
  birthDateCertaintyWords,
  closedBecauseWords,
  personWords,
  pupilWords,
  schoolNationWords,
  yesNoUnknownWords,
} from './words'

/** Who somebody is, as far as two records of one person are told by it. */
type Told = Pick<
  AlikePerson,
  'givenName' | 'familyName' | 'preferredName' | 'bornOn' | 'school' | 'stage' | 'worker'
> & { names: readonly string[]; birthDateCertainty?: string | null }

/** What of somebody typed and somebody here is compared before one more is added. */
export function pairsOf(one: Told, other: Told): Pair[] {
  const pair = (label: string, read: (told: Told) => string | null): Pair => ({
    label,
    one: read(one) ?? '',
    other: read(other) ?? '',
  })
  return [
    pair(personWords.preferredName, ({ preferredName }) => preferredName),
    pair(personWords.givenName, ({ givenName }) => givenName),
    pair(personWords.familyName, ({ familyName }) => familyName),
    pair(sameWords.alsoKnownAs, ({ names }) => names.join(', ')),
    pair(personWords.bornOn, bornInWords),
    pair(personWords.school, ({ school }) => school),
    pair(personWords.stage, ({ stage }) => stage),
    pair(sameWords.worker, ({ worker }) => worker),
  ]
}

function bornInWords({ bornOn, birthDateCertainty }: Pick<Told, 'bornOn' | 'birthDateCertainty'>) {
  if (bornOn === null) return null
  const unsure = birthDateCertainty && birthDateCertainty !== 'recorded'
  const how = unsure
    ? ` (${birthDateCertaintyWords[birthDateCertainty as keyof typeof birthDateCertaintyWords].toLowerCase()})`
    : ''
  return `${dayInWords(bornOn)}${how}`
}

export type Side = 'kept' | 'other'

type Field = {
  label: string
  /** The columns that make it up: they are taken together. */
  columns: readonly string[]
  said: (record: OpenRecord) => string | null
}

/** What of a person has one value, and so is asked where two records differ. */
const fields = {
  preferredName: plain('preferredName', 'preferred_name'),
  givenName: plain('givenName', 'given_name'),
  familyName: plain('familyName', 'family_name'),
  pronouns: plain('pronouns', 'pronouns'),
  bornOn: {
    label: personWords.bornOn,
    columns: ['born_on', 'birth_date_certainty', 'birth_date_source'],
    said: bornInWords,
  },
  whatMatters: plain('whatMatters', 'what_matters'),
  language: plain('language', 'language'),
  communicationNeeds: plain('communicationNeeds', 'communication_needs'),
  pupil: chosen('pupil', pupilWords, 'pupil'),
  school: plain('school', 'school_id'),
  schoolNation: chosen('schoolNation', schoolNationWords, 'school_nation'),
  stage: { ...plain('stage', 'stage'), columns: ['stage', 'stage_session'] },
  deferredEntry: {
    label: personWords.deferredEntry,
    columns: ['deferred_entry'],
    said: ({ deferredEntry }) => (deferredEntry ? yesNoUnknownWords.yes : yesNoUnknownWords.no),
  },
  additionalSupportNeeds: chosen('additionalSupportNeeds', yesNoUnknownWords, 'additional_support_needs'),
  council: plain('council', 'council'),
  postcode: plain('postcode', 'postcode'),
  closed: {
    label: sameWords.open,
    columns: ['closed_on', 'closed_because'],
    said: ({ closedOn, closedBecause }) =>
      closedOn && closedBecause
        ? sameWords.closed(closedOn, closedBecauseWords[closedBecause])
        : sameWords.isOpen,
  },
} satisfies Record<string, Field>

export type FieldName = keyof typeof fields

export const fieldNames = Object.keys(fields) as FieldName[]

export function columnsTaken(name: FieldName): readonly string[] {
  return fields[name].columns
}

export type Choice = Pair & {
  name: FieldName
  /** What is kept unless somebody chooses otherwise. */
  usual: Side
}

/** What the two records say otherwise: `one` the record that stays, `other` the one that goes into it. */
export function choicesBetween(kept: OpenRecord, other: OpenRecord): Choice[] {
  return fieldNames.flatMap((name): Choice[] => {
    const { label, said } = fields[name] as Field
    const pair = { label, one: said(kept) ?? '', other: said(other) ?? '' }
    return pair.one === pair.other ? [] : [{ name, ...pair, usual: usualFor(name, pair, kept, other) }]
  })
}

/** What is known goes before what is not, what is sure before what is not, and else what was recorded later. */
function usualFor(name: FieldName, pair: Pair, kept: OpenRecord, other: OpenRecord): Side {
  if (name === 'closed') return usualState(kept, other)
  if (isUnknown(name, pair.one) !== isUnknown(name, pair.other))
    return isUnknown(name, pair.one) ? 'other' : 'kept'
  if (name === 'bornOn' && isSure(kept) !== isSure(other)) return isSure(kept) ? 'kept' : 'other'
  return other.recordedOn > kept.recordedOn ? 'other' : 'kept'
}

/** That somebody died is never forgotten; else work that goes on does. */
function usualState(kept: OpenRecord, other: OpenRecord): Side {
  if (kept.closedBecause === 'died') return 'kept'
  if (other.closedBecause === 'died') return 'other'
  if (kept.closedOn === null) return 'kept'
  return other.closedOn === null || other.closedOn > kept.closedOn ? 'other' : 'kept'
}

function isUnknown(name: FieldName, said: string): boolean {
  return (
    said === '' ||
    ((name === 'pupil' || name === 'additionalSupportNeeds') && said === yesNoUnknownWords.unknown)
  )
}

function isSure({ birthDateCertainty }: OpenRecord): boolean {
  return birthDateCertainty === 'recorded'
}

type PlainName =
  | 'preferredName'
  | 'givenName'
  | 'familyName'
  | 'pronouns'
  | 'whatMatters'
  | 'language'
  | 'communicationNeeds'
  | 'school'
  | 'stage'
  | 'council'
  | 'postcode'

function plain(name: PlainName, column: string): Field {
  return { label: personWords[name], columns: [column], said: (record) => record[name] }
}

function chosen<Name extends 'pupil' | 'schoolNation' | 'additionalSupportNeeds'>(
  name: Name,
  words: Readonly<Record<OpenRecord[Name], string>>,
  column: string,
): Field {
  return { label: personWords[name], columns: [column], said: (record) => words[record[name]] }
}
