import type { factKinds } from '~/caseload/fact-kinds'

/** A dated fact of an invented life: its day and how long it lasts, in days from the day of the bench. */
export type BenchFact = {
  kind: keyof typeof factKinds
  on: number
  for?: number
  details?: Readonly<Record<string, string>>
}

const court = 'Northmoor Sheriff Court'

/** What is recorded of somebody. Lives are listed from those of the youngest to those of the oldest. */
export type BenchLife = readonly BenchFact[]

/** Five kinds of life, three facts each: what most pages meet. */
export const threeFacts: readonly BenchLife[] = [
  [
    { kind: 'SCHOOL_LEAVING_INTENDED', on: 190, details: { destination: 'unconfirmed' } },
    { kind: 'EXCLUSION', on: -40, for: 3, details: { half_days: '4' } },
    { kind: 'LOOKED_AFTER', on: -900, details: { where: 'kinship' } },
  ],
  [
    { kind: 'CSO_MADE', on: -500, for: 350 },
    { kind: 'CSO_CONTINUED', on: -160, for: 360 },
    { kind: 'MOVE_OF_HOME', on: -30 },
  ],
  [
    { kind: 'LOOKED_AFTER', on: -1_200, details: { where: 'foster' } },
    { kind: 'ICSO_MADE', on: -20, for: 22 },
    { kind: 'MOVE_OF_HOME', on: -21, details: { notice: 'no' } },
  ],
  [
    { kind: 'COURT', on: 10, details: { court, type: 'trial' } },
    { kind: 'COURT', on: -90, details: { court, type: 'first' } },
    { kind: 'MOVE_OF_HOME', on: 20 },
  ],
  [
    { kind: 'CUSTODY', on: -120, details: { sentence_months: '18', place: 'Northmoor', place_type: 'yoi' } },
    { kind: 'RELEASE_DATE', on: 60, details: { type: 'EDL' } },
    { kind: 'COURT', on: -125, details: { court, type: 'sentence' } },
  ],
]

/**
 * Six kinds of life with ten dated facts each, as records of somebody known for three years hold them: at school, under supervision,
 * in care, before the court, in custody, and at the edge of homelessness.
 */
export const tenFacts: readonly BenchLife[] = [
  [
    { kind: 'SCHOOL_MOVE', on: -830, details: { review_on: '2024-10-01' } },
    { kind: 'MOVE_OF_HOME', on: -835 },
    { kind: 'BEREAVEMENT', on: -610, details: { relationship: 'grandparent', sudden: 'no' } },
    { kind: 'EXCLUSION', on: -310, for: 2, details: { half_days: '4' } },
    { kind: 'EXCLUSION', on: -120, for: 3, details: { half_days: '6' } },
    { kind: 'PART_TIME_TIMETABLE', on: -100, details: { review_on: '2026-12-04' } },
    { kind: 'EXCLUSION', on: -40, for: 3, details: { half_days: '6', unrecorded: 'yes' } },
    { kind: 'PROGRAMME_PLACE', on: -90, for: 140, details: { programme: 'boxing' } },
    { kind: 'EEI_REFERRED', on: -60 },
    { kind: 'SCHOOL_LEAVING_INTENDED', on: 190, details: { destination: 'unconfirmed' } },
  ],
  [
    { kind: 'LOOKED_AFTER', on: -900, details: { where: 'at-home' } },
    { kind: 'CSO_MADE', on: -880, for: 360 },
    { kind: 'CP_INVESTIGATION', on: -910 },
    { kind: 'CP_MEETING_HELD', on: -890 },
    { kind: 'CSO_CONTINUED', on: -530, for: 360 },
    { kind: 'MISSING_RETURNED', on: -300 },
    { kind: 'RETURN_DISCUSSION_HELD', on: -298 },
    { kind: 'CSO_CONTINUED', on: -180, for: 360 },
    { kind: 'EXCLUSION', on: -75, for: 4, details: { half_days: '8' } },
    { kind: 'MOVE_OF_HOME', on: -30 },
  ],
  [
    { kind: 'ICSO_MADE', on: -960, for: 22 },
    { kind: 'ICSO_EXTENDED', on: -940, for: 22 },
    { kind: 'LOOKED_AFTER', on: -960, for: 500, details: { where: 'foster', ended: 'yes' } },
    { kind: 'MOVE_OF_HOME', on: -960, details: { notice: 'no' } },
    { kind: 'CSO_MADE', on: -915, for: 360 },
    { kind: 'LOOKED_AFTER', on: -460, details: { where: 'residential' } },
    { kind: 'MOVE_OF_HOME', on: -460, details: { notice: 'yes' } },
    { kind: 'CSO_CONTINUED', on: -560, for: 360 },
    { kind: 'CSO_CONTINUED', on: -205, for: 360 },
    { kind: 'SCHOOL_LEFT', on: -150, details: { destination: 'confirmed' } },
  ],
  [
    { kind: 'EEI_REFERRED', on: -700 },
    { kind: 'EEI_DECIDED', on: -690 },
    { kind: 'DIVERSION_OFFERED', on: -400 },
    { kind: 'DIVERSION_STARTED', on: -380, for: 90 },
    { kind: 'DIVERSION_ENDED', on: -290 },
    { kind: 'COURT', on: -90, details: { court, type: 'first' } },
    { kind: 'BAIL', on: -90, details: { supervised: 'yes' } },
    { kind: 'COURT', on: 10, details: { court, type: 'trial' } },
    { kind: 'SCHOOL_LEFT', on: -200, details: { destination: 'unconfirmed' } },
    { kind: 'MOVE_OF_HOME', on: 20 },
  ],
  [
    { kind: 'LOOKED_AFTER', on: -1_600, for: 700, details: { where: 'residential', ended: 'yes' } },
    { kind: 'CPO_IMPOSED', on: -620, for: 365, details: { requirements: 'supervision' } },
    { kind: 'ORDER_REVIEW', on: -540 },
    { kind: 'COURT', on: -170, details: { court, type: 'first' } },
    { kind: 'REMAND', on: -170, details: { place: 'Northmoor', place_type: 'yoi' } },
    { kind: 'COURT', on: -125, details: { court, type: 'sentence' } },
    { kind: 'CUSTODY', on: -120, details: { sentence_months: '18', place: 'Northmoor', place_type: 'yoi' } },
    { kind: 'RELEASE_DATE', on: 60, details: { type: 'EDL' } },
    { kind: 'PARENT_IMPRISONED', on: -300, for: 400, details: { who: 'parent' } },
    { kind: 'BEREAVEMENT', on: -50, details: { relationship: 'friend', violent: 'yes' } },
  ],
  [
    { kind: 'LOOKED_AFTER', on: -1_200, for: 800, details: { where: 'kinship', ended: 'yes' } },
    { kind: 'MOVE_OF_HOME', on: -400 },
    { kind: 'SCHOOL_LEFT', on: -520, details: { destination: 'confirmed' } },
    { kind: 'WORK_OR_COURSE_LOST', on: -100 },
    { kind: 'PROGRAMME_PLACE', on: -350, for: 90, details: { programme: 'music' } },
    { kind: 'HOSPITAL_VIOLENCE', on: -210 },
    { kind: 'DEBT_DISCLOSED', on: -70 },
    { kind: 'HOMELESS_NOTICE', on: -20, for: 40 },
    { kind: 'MOVE_OF_HOME', on: -15, details: { notice: 'no' } },
    { kind: 'COURT', on: 45, details: { court, type: 'first' } },
  ],
]
