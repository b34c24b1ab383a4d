import type { Role, ScopeName } from '~/access/permissions'
import type { FactKindCode } from '~/caseload/fact-kinds'
import type { Landing } from '~/narratives/card'
import type { ProgrammeKind, ProgrammeStatus, Pull, TakesOrders } from '~/programmes/kinds'
import type { ChosenSection } from '~/referrals/chosen'
import type { NoteKind, Status } from '~/referrals/lifecycle'
import type { Reason } from '~/referrals/reasons'
import type { Attendance, Obstacle, ThingToBring } from '~/sessions/session'
import type { CivilDate } from '~/shared/civil-date'
import type { SharingDecision } from '~/sharing/decision'
import type { DecisionKind, DecisionReason } from '~/transitions/decision'

/** Everybody of the demonstration, all of them invented, on the day on which it is loaded. */
export type Cast = {
  organisations: readonly Organisation[]
  programmes: readonly Programme[]
  schools: readonly School[]
  people: readonly Person[]
  decisions: readonly Decided[]
  sessions: readonly Session[]
  referrals: readonly Referral[]
}

export type Organisation = {
  slug: string
  name: string
  teams: readonly string[]
  workers: readonly Worker[]
}

/** What is left out nobody has said. */
export type Programme = {
  organisation: string
  name: string
  lead: string
  /** Who else of the organisation says how many places are free, and sees what is referred. */
  staff?: readonly string[]
  kind: ProgrammeKind
  says: string
  gives: readonly Pull[]
  weekOne: string
  ages?: readonly [youngest: number, oldest: number]
  councils?: readonly string[]
  place: string
  times: string
  often?: readonly ('evening' | 'weekend')[]
  startsOn?: CivilDate
  places?: { free: number; saidOn: CivilDate; waitingWeeks?: number }
  fundedUntil?: CivilDate
  funding?: string
  usualWeeks?: number
  sameWorker?: string
  takesOrders?: TakesOrders
  cost: string
  travel: string
  whoLeads: string
  status?: ProgrammeStatus
  checkedOn: CivilDate
}

/** `isAccount`: signs in as `<role>@demo.example`. The others are colleagues, who stand in the record and can't sign in. */
export type Worker = { key: string; name: string; role: Role; teams: readonly string[]; isAccount: boolean }

/** Without days, nobody knows when its Christmas holiday begins. */
export type School = {
  name: string
  sessions: readonly {
    session: string
    startsOn: CivilDate
    christmasHolidayFirstDay: CivilDate
    endsOn: CivilDate
  }[]
}

export type Person = {
  key: string
  organisation: string
  /** Null: no team has them. */
  team: string | null
  given: string
  family: string
  /** The name they like, where it is another. */
  likes?: string
  pronouns?: string
  born: CivilDate | null
  birthDateIs?: 'estimated' | 'disputed'
  /** Left out: not on a school roll. */
  school?: string
  needsHelpAtSchool?: 'yes' | 'no'
  /** In their own words. */
  matters?: string
  language?: string
  talking?: string
  names?: readonly { kind: 'also' | 'former' | 'nick'; name: string }[]
  ways?: readonly Way[]
  ties?: readonly Tie[]
  openedOn: CivilDate
  closed?: { on: CivilDate; because: 'ended' | 'moved-away' | 'other' }
  /** Left out: nobody works with them yet. */
  lead?: string
  coWorkers?: readonly string[]
  /** Who worked with them before, and why it changed. */
  formerLead?: { worker: string; from: CivilDate; until: CivilDate; because: string }
  /** Left out: from the day on which the one before stopped. */
  leadFrom?: CivilDate
  /** What the one before left in writing for the lead, who has not read it yet. */
  handedOver?: { lines: string }
  /** Whom a list named as the worker and nobody here knows. */
  unknownWorker?: string
  /** Only these see the record. */
  readers?: readonly string[]
  excluded?: { worker: string; because: string }
  /** What a programme's lead sees of them follows from the place. */
  places?: readonly string[]
  share?: { with: string; what: readonly ScopeName[]; purpose: string; basis: string }
  facts?: readonly Fact[]
}

export type Way = {
  kind: 'phone' | 'text' | 'email' | 'visit' | 'other'
  value: string
  safe: 'yes' | 'no' | 'ask'
  note?: string
}

export type Tie = {
  relation: 'family' | 'trusted-adult' | 'mentor' | 'school' | 'professional'
  name: string
  about?: string
  doNotContact?: true
}

export type Fact = {
  kind: FactKindCode
  on: CivilDate
  at?: string
  until?: CivilDate
  sure?: 'official' | 'reported'
  standing?: 'reported' | 'opinion'
  source: string
  paper?: { reference: string; cameOn: CivilDate }
  recordedOn: CivilDate
  details?: Readonly<Record<string, string>>
  note?: string
  /** What the source sends since it was corrected by hand, by field. */
  sourceSays?: Readonly<Record<string, CivilDate>>
  /** How it was changed later: another day, another last day, or taken back. */
  changed?: { on?: CivilDate; until?: CivilDate; isWithdrawn?: true; dayOfChange: CivilDate; because: string }
}

/** A decision on all that was due of one rule on that day. */
export type Decided = {
  person: string
  rule: string
  on: CivilDate
  kind: DecisionKind
  reason?: DecisionReason
  note: string
  backOn?: CivilDate
}

/** Time with somebody. It is planned until something is said of what happened. */
export type Session = {
  person: string
  worker: string
  /** The rule of what was coming. */
  about?: string
  on: CivilDate
  at: string
  minutes?: number
  place: string
  aim: string
  opening?: string
  buildsOn?: string
  /** A programme, by its name. */
  offers?: string
  /** What is offered, in words. */
  offersToo?: string
  bring?: readonly ThingToBring[]
  keepSafe?: string
  cards?: readonly CardUsed[]
  happened?: Happened
}

/** `landed` left out: it was planned and stayed in the bag. */
export type CardUsed = { id: string; landed?: Landing; said?: string; skippedAskingBecause?: string }

export type Happened = {
  attendance: Attendance
  obstacle?: Obstacle
  did?: string
  theirWords?: string
  strengthSeen?: string
  nextStep?: string
  nextOn?: CivilDate
}

/** A referral and all that became of it so far. Without any event it is a draft. */
export type Referral = {
  person: string
  programme: string
  by: string
  /** The rule of what was coming. */
  about?: string
  /** The day of the session that it came out of. */
  afterSessionOn?: CivilDate
  /** The programme of the referral that ended and that this one goes on from. */
  follows?: string
  madeOn: CivilDate
  hopes: string
  whyNow?: string
  agreed: 'yes' | 'no' | 'not-asked'
  agreedSaid?: string
  fitBecause?: string
  shares?: readonly ChosenSection[]
  decision: SharingDecision
  events: readonly ReferralEvent[]
}

/** `day`, `time` and `place` are of the first meeting, or of looking back together. */
export type ReferralEvent = ({ to: Status } | { note: NoteKind }) & {
  by: string
  on: CivilDate
  reason?: Reason
  says?: string
  day?: CivilDate
  time?: string
  place?: string
}

/** What several people share, said once. */
export function peopleOf(
  shared: Pick<Person, 'organisation' | 'team' | 'lead'>,
  people: readonly Omit<Person, 'organisation' | 'team'>[],
): Person[] {
  return people.map((person) => ({ ...shared, ...person }))
}

/** What several programmes share, said once. */
export function programmesOf(
  shared: Pick<Programme, 'organisation' | 'lead' | 'staff'>,
  programmes: readonly Omit<Programme, 'organisation' | 'lead' | 'staff'>[],
): Programme[] {
  return programmes.map((programme) => ({ ...shared, ...programme }))
}

/** By their place in the cast: `YP-001` is the first. */
export function referenceAt(place: number): string {
  return `YP-${String(place + 1).padStart(3, '0')}`
}
