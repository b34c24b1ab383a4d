import type { NumberKind } from './national-numbers'

export const protectedWords = {
  title: 'Protected details',
  asks: 'These details can put somebody in danger. Enter your password to see them for five minutes.',
  kept: 'Each look at this page is kept, with your name and the time.',
  addressTitle: 'Protected address',
  noAddress: 'No protected address is held.',
  address: 'Where they live',
  addressHint:
    'Leave it empty to take it out of use. It is shown here only: never in a list, a referral or a print.',
  note: 'Who must not learn it',
  noteHint: 'For example “Her father, and anybody who asks for him”.',
  saveAddress: 'Save the address',
  numbersTitle: 'National numbers',
  noNumbers: 'No number is held.',
  numbersHint: 'Leave one empty to take it out of use.',
  saveNumbers: 'Save the numbers',
  doesNotFit: 'Its last digit does not fit the others. Check it on the paper it came from.',
  alsoHeldBy: (name: string) => `${name} has this number too.`,
  look: 'Look at their record',
} as const

export const numberWords: Record<NumberKind, string> = {
  chi: 'CHI number',
  scn: 'Scottish Candidate Number',
  nino: 'National Insurance number',
}

export const numberHints: Record<NumberKind, string> = {
  chi: 'Ten digits, from a health paper.',
  scn: 'Nine digits, from school.',
  nino: 'Two letters, six digits and a letter.',
}

export const notWritten: Record<NumberKind, string> = {
  chi: 'Enter the ten digits of the CHI number',
  scn: 'Enter the nine digits of the Scottish Candidate Number',
  nino: 'Enter the National Insurance number like QQ 12 34 56 C',
}
