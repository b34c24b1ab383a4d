/** The rules by what they are about, in the order in which a list offers them. */
export const families = {
  school: [
    'SCHOOL_LEAVING',
    'DESTINATION_UNCONFIRMED',
    'EXCLUSION',
    'PART_TIME_TIMETABLE',
    'SCHOOL_MOVE',
    'P7_S1',
    'S4_S5_S6',
    'ATTENDANCE_DROP',
    'SEASON',
  ],
  birthdays: ['AGE_16', 'AGE_17_6M', 'AGE_18', 'AGE_19', 'AGE_21', 'AGE_26'],
  'hearings-and-care': [
    'CSO_END',
    'ICSO_END',
    'SECURE_REVIEW',
    'SECURE_EXIT',
    'LOOKED_AFTER_ENDS',
    'CONTINUING_CARE',
  ],
  'court-and-custody': [
    'COURT_DATE',
    'EEI_REFERRAL',
    'DIVERSION_OFFER',
    'DIVERSION_END',
    'BAIL_START',
    'REMAND',
    'STRUCTURED_DEFERRED_SENTENCE',
    'CPO_START',
    'CPO_REVIEW',
    'ORDER_END',
    'DTTO_REVIEW',
    'CUSTODY_START',
    'RELEASE',
  ],
  'home-and-family': [
    'MOVE_OF_HOME',
    'HOMELESS_NOTICE',
    'HOMELESS',
    'PARENT_IMPRISONED',
    'PARENT_RELEASED',
    'BEREAVEMENT',
  ],
  safety: ['CP_PROCESS', 'MISSING_RETURN', 'HOSPITAL_VIOLENCE', 'SAFEGUARDING_NOW'],
  support: ['WORKER_CHANGE', 'PROGRAMME_END', 'SERVICE_FUNDING_END'],
} as const satisfies Record<string, readonly string[]>

export type Family = keyof typeof families

export function isFamily(text: string): text is Family {
  return Object.hasOwn(families, text)
}

/** The codes of the rules that a kind stands for: a family, or one rule by its code; null for what is neither. */
export function rulesOfKind(kind: string): readonly string[] | null {
  if (isFamily(kind)) return families[kind]
  return Object.values(families).some((codes) => (codes as readonly string[]).includes(kind)) ? [kind] : null
}
