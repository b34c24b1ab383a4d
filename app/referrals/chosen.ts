import type { SharingDecision } from '~/sharing/decision'

/**
 * What may be shared beyond the least: none of it is unless it is ticked, and each with why. The first come from the record as it
 * stands on the day of sending; the others are written for this referral. Source: domain/F, F3.
 */
export const recordSections = [
  'age',
  'birth-date',
  'pronouns',
  'language',
  'communication-needs',
  'school',
] as const
export const writtenSections = [
  'strengths',
  'why-now',
  'getting-there',
  'keep-safe',
  'others-involved',
  'order',
  'offence',
] as const

export type RecordSection = (typeof recordSections)[number]
export type WrittenSection = (typeof writtenSections)[number]
export type Section = RecordSection | WrittenSection

export type ChosenSection = {
  section: Section
  /** Null: from the record. */
  says: string | null
  because: string
}

/** What somebody chose to share, while the referral is a draft. */
export type Chosen = {
  /** Ways to reach them, by id. */
  ways: readonly string[]
  sections: readonly ChosenSection[]
  decision: SharingDecision
}

/** Once it is sent there is nothing left of it but what was sent. */
export function isChosen(chosen: object | null): chosen is Chosen {
  return chosen !== null && 'decision' in chosen
}
