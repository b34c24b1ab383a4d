/**
 * What a field is called where what was written is given back: as its own form calls it. A name that stands in several forms has
 * one label that is true of all; one that is not here is read from its letters.
 */
export const keptLabels: Readonly<Record<string, string>> = {
  preferredName: 'Name they like',
  givenName: 'First names',
  familyName: 'Family name',
  pronouns: 'Pronouns',
  bornOn: 'Date of birth',
  birthDateCertainty: 'How sure is the date of birth?',
  language: 'Language they like to use',
  communicationNeeds: 'What helps us to talk well together',
  whatMatters: 'What matters to me',
  schoolNation: 'Where the school is',
  school: 'School',
  pupil: 'Are they at school?',
  stage: 'Stage',
  deferredEntry: 'They started primary school a year later',
  additionalSupportNeeds: 'Do they need extra help at school?',
  council: 'Council',
  postcode: 'Postcode',
  reference: 'Reference',
  stageIsNow: 'They are in this stage now',

  happensOn: 'Day',
  atTime: 'Time',
  endsOn: 'Last day',
  certainty: 'How sure is it?',
  documentRef: 'Reference of the paper',
  receivedOn: 'The day we got it',
  source: 'Who told you, or which paper says so?',
  standing: 'What is it?',
  keep: 'Which is right?',

  closedOn: 'The day on which it closes',
  closedBecause: 'Why does it close?',
  value: 'Number, address or place',
  safe: 'Is it safe?',
  relation: 'Who are they?',
  about: 'What they are to them, and how to reach them',
  doNotContact: 'Do not contact',

  name: 'Name',
  kind: 'What kind is it?',
  note: 'Note',
  because: 'Why?',
  reason: 'Why?',
  backOn: 'Bring it back on',
}

/** Fields that are chosen, not written: given back in words, to be sent again as they were. */
export const chosen: ReadonlySet<string> = new Set([
  'birthDateCertainty',
  'schoolNation',
  'pupil',
  'stage',
  'deferredEntry',
  'stageIsNow',
  'additionalSupportNeeds',
  'certainty',
  'standing',
  'keep',
  'closedBecause',
  'safe',
  'relation',
  'doNotContact',
  'kind',
  'reason',
])

export const choiceWords: Readonly<Record<string, string>> = {
  unknown: 'Not known',
  'northern-ireland': 'Northern Ireland',
}
