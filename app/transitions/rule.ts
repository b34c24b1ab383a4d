import type { Scope } from '~/caseload/fact-kind'
import type { CivilDate } from '~/shared/civil-date'
import type { WorkingDays } from '~/shared/working-days'
import { withUnusualSteps } from './unusual-steps'

/** One dated fact as the rules see it. Withdrawn facts are not among them. */
export type Fact = {
  /** The source's own id of the fact, or the record's: it names an occurrence and never changes. */
  id: string
  kind: string
  happensOn: CivilDate
  atTime: string | null
  endsOn: CivilDate | null
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  source: string
  documentRef: string | null
  receivedOn: CivilDate | null
  recordedOn: CivilDate
  recordedBy: string | null
  confirmedOn: CivilDate | null
  details: Readonly<Record<string, string>>
}

/** One school week in half-days, and the longest run of school days without explanation that touches it. */
export type SchoolWeek = {
  id: string
  /** A Monday. */
  starting: CivilDate
  openings: number
  present: number
  explained: number
  excluded: number
  unexplainedDays: number
  recordedOn: CivilDate
}

/** When somebody of ours stops working with them: their allocation ends, or they leave. */
export type WorkerLeaves = {
  /** The id of the allocation. */
  id: string
  kind: 'lead' | 'co-worker'
  endsOn: CivilDate
  /** The day on which that became known. */
  saidOn: CivilDate
}

/** A referral to a programme, or a place on one, with what the directory says of the programme. */
export type OwnProgramme = {
  id: string
  programmeId: string
  name: string
  /** Neither over nor answered with a no. */
  isOpen: boolean
  sentOn: CivilDate
  startedOn: CivilDate | null
  startedSaidOn: CivilDate | null
  plannedOn: CivilDate | null
  endedOn: CivilDate | null
  endedSaidOn: CivilDate | null
  usualWeeks: number | null
  fundedUntil: CivilDate | null
  fundingSaidOn: CivilDate | null
  closedOn: CivilDate | null
}

/** What our own records hold beside the facts. */
export type OwnRecords = { workers: readonly WorkerLeaves[]; programmes: readonly OwnProgramme[] }

/** All that a rule may see about one person. */
export type Life = {
  bornOn: CivilDate | null
  birthDateCertainty: 'recorded' | 'estimated' | 'disputed'
  birthDateSource: string
  recordedOn: CivilDate
  recordedBy: string | null
  schoolNation: 'scotland' | 'england' | 'wales' | 'northern-ireland' | 'other'
  pupil: 'yes' | 'no' | 'unknown'
  stage: string | null
  stageSession: string | null
  deferredEntry: boolean
  additionalSupportNeeds: 'yes' | 'no' | 'unknown'
  /** The first day of their school's Christmas holiday, by session (`2026/27`). */
  christmasHolidayFirstDay: Readonly<Record<string, CivilDate>>
  /** The first and the last day of each session at their school. */
  sessionStartsOn: Readonly<Record<string, CivilDate>>
  sessionEndsOn: Readonly<Record<string, CivilDate>>
  /** The Monday of the last week in which they were in school; null when no attendance is held. */
  attendedWeekStarting: CivilDate | null
  /** Weeks of attendance in their order, of this session and the two before it. */
  weeks: readonly SchoolWeek[]
  own: OwnRecords
  openedOn: CivilDate
  closedOn: CivilDate | null
  closedBecause: string | null
  /** A rule finds them in the order in which they happened: transitionsIn sees to that. */
  facts: readonly Fact[]
  workingDays: WorkingDays
  /** What their organisation changed of a rule's settings, by the rule's code: all of them, not the changed ones alone. */
  settings: Readonly<Record<string, Settings>>
}

/** One of a rule's lead times. Weeks are held as days. */
export type Step = {
  step: string
  count: number
  unit: 'd' | 'wd' | 'm'
}

/**
 * What a responsible person may change of a rule: lists of lead times, limits, and the day of effect of a law that is made but not
 * in force: null while nobody knows that day. Its logic is not among it.
 */
export type Settings = Readonly<Record<string, readonly Step[] | number | CivilDate | null>>

export type Certainty =
  | 'official-recorded'
  | 'recorded'
  | 'statutory-derived'
  | 'provisional'
  | 'practice-standard'
  | 'reported'
  | 'unknown'

/**
 * The day from which a step shows. A `now` stands for the steps it `covers`. A continued order and a recall ask the same steps
 * anew: `round` is the id of the fact that began the round, absent in the first.
 */
export type Prompt = {
  step: string
  on: CivilDate
  covers?: readonly string[]
  round?: string
}

/** `by` is a day, or a moment in local time (`2026-11-23T22:15`). */
export type Duty = {
  what: string
  by: string
  standing: 'statutory' | 'guidance' | 'practice'
}

/**
 * A fact that was used, or one thing on the person's own record by its name in people.csv (a date of birth without its value).
 * What is `passing` may be out of date six months after it was recorded or last confirmed (domain/A, A8).
 */
export type Basis =
  | { of: 'fact'; fact: Fact; passing: boolean }
  | { of: 'person'; thing: string; value: string | null; passing: boolean }

/** What one rule found in one life. Words are made later, from what is stored of it. */
export type Found = {
  /** `once`, or the id of the order, hearing, stay or event: never a date that can move. */
  occurrence: string
  date: CivilDate | null
  window: { from: CivilDate; to: CivilDate } | null
  certainty: Certainty
  prompts: readonly Prompt[]
  duties: readonly Duty[]
  dataGaps: readonly string[]
  warnings: readonly string[]
  basis: readonly Basis[]
  expectedStage: string | null
  urgent: boolean
  /** Who may read of it, where what raised it tells more than the rule does; null: as the rule says. */
  scope: Scope | null
  /** The id of the fact that began another round of the same steps; null in the first. */
  round: string | null
  /** The fact's own `recorded_on` where a fact makes the transition; prompts before it fold into `now`. */
  knownFrom: CivilDate
  /** While a stay or order runs, what has passed is still raised. */
  stillRuns: boolean
  /** Not null: over, so that no more is raised than what follows the end. */
  overBecause: string | null
  /** A day from which the ask is raised each seven days until answered; null when there is nothing to ask. */
  asksFrom: CivilDate | null
  /** The version of the law that the dates stand on. */
  lawVersion: string
  /** What the words must know where the date alone cannot tell: marks divided by spaces. */
  because: string
  /** Room for whose finding it is and for its period of change, so that it becomes a transition without being copied. */
  rule: Rule | null
  cluster: string | null
}

/** All that words are made from: what is stored of a transition, and the birth date. */
export type Told = Pick<Found, 'date' | 'certainty' | 'because' | 'overBecause'> & {
  bornOn: CivilDate | null
}

export type LawVersion = {
  code: string
  /** Null: passed, and not in force. Nothing rests on it until it has a day, its own or by a setting of the rule. */
  effectiveFrom: CivilDate | null
  verifiedOn: CivilDate
}

export type Words = {
  title: string
  explanation: string
  says: (step: string) => string
  /** What, once recorded, makes the prompts go away. */
  whatWouldEndIt: string
  suggestedActions: readonly string[]
}

export type Rule = {
  code: string
  /** Who may read of it: what tells of court or custody is `justice`. */
  scope: Scope
  /** Raise it when what the rule finds changes: what is stored then differs. */
  edition: number
  /** In the order in which they take effect. */
  lawVersions: readonly LawVersion[]
  source: { title: string; url: string }
  ownerRole: string
  /** Days a prompt may stay undecided before it escalates. */
  graceDays: number
  /** The kinds of fact without any of which it finds nothing; null: it looks at everyone. */
  needs: ReadonlySet<string> | null
  /** As the rule comes; an organisation may set its own. */
  settings: Settings
  find: (life: Life, settings: Settings) => Found[]
  words: (told: Told) => Words
}

/** A rule that knows its own settings by name. What an organisation sets has the same names, and its words hold for any lead time. */
export function ruleOf<Own extends Settings>(
  rule: Omit<Rule, 'settings' | 'find'> & { settings: Own; find: (life: Life, settings: Own) => Found[] },
): Rule {
  const own = rule as unknown as Rule
  return { ...own, words: (told) => withUnusualSteps(own.settings, own.words(told)) }
}
