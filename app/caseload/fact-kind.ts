export type Scope = 'education' | 'wellbeing' | 'programme' | 'justice' | 'health' | 'exploitation'

/** A detail is free text, a day, a whole number, or one of the words listed. */
export type Detail = 'text' | 'day' | 'number' | readonly string[]

export type FactKind = {
  scope: Scope
  title: string
  dateIs: string
  /** Null: this kind has no end. */
  endIs: string | null
  details: Readonly<Record<string, Detail>>
  /** Passing facts may be out of date six months after they were recorded or last confirmed (domain/A, A8). */
  ages: 'standing' | 'passing'
  /** Refused before the 12th birthday: every kind of domain/A, A5 and A6, but early and effective intervention. */
  isOffence: boolean
  /** Something that has already happened: a day in the future is a warning. */
  isPast: boolean
  /** A person has one at a time: a later one moves the earlier. */
  isOnlyOne: boolean
}

type Mark = 'passing' | 'happened' | 'offence' | 'only-one'

export function kind(
  scope: Scope,
  title: string,
  dateIs: string,
  endIs: string | null,
  details: Readonly<Record<string, Detail>>,
  ...marks: readonly Mark[]
): FactKind {
  return {
    scope,
    title,
    dateIs,
    endIs,
    details,
    ages: marks.includes('passing') ? 'passing' : 'standing',
    isOffence: marks.includes('offence'),
    isPast: marks.includes('happened'),
    isOnlyOne: marks.includes('only-one'),
  }
}
