import type { PersonInput } from '~/caseload/person.input'

/** Somebody of whom only the name is said. */
export const skye: PersonInput = {
  givenName: 'Skye',
  familyName: null,
  preferredName: null,
  pronouns: null,
  bornOn: null,
  birthDateCertainty: 'recorded',
  schoolNation: 'scotland',
  school: null,
  pupil: 'unknown',
  stage: null,
  stageIsNow: false,
  deferredEntry: false,
  additionalSupportNeeds: 'unknown',
  communicationNeeds: null,
  language: null,
  whatMatters: null,
  council: null,
  postcode: null,
  reference: null,
}
