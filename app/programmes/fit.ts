import { addDays, addWeeks, ageOn, birthdayOn, type CivilDate, daysBetween } from '~/shared/civil-date'
import type { ProgrammeStatus, TakesOrders } from './kinds'

/** What the directory says of a programme, as far as it decides whether somebody can go. Null: not said. */
export type ProgrammeToFit = {
  id: string
  name: string
  status: ProgrammeStatus
  youngestAge: number | null
  oldestAge: number | null
  /** None: anywhere. */
  councils: readonly string[]
  nextStartOn: CivilDate | null
  placesFree: number | null
  placesSetOn: CivilDate | null
  waitingWeeks: number | null
  takesOrders: TakesOrders
  fundedUntil: CivilDate | null
  usualWeeks: number | null
  lastCheckedOn: CivilDate | null
}

/** What must be known of somebody to say whether a programme takes them: facts, and nothing that weighs a person. */
export type About = {
  bornOn: CivilDate | null
  birthDateCertainty: 'recorded' | 'estimated' | 'disputed'
  council: string | null
  /** Null: not known, or not theirs to know who asks. */
  isOnOrder: boolean | null
}

/** One thing looked at, and what it comes to: it fits, somebody must be asked, it does not fit, or it is worth knowing. */
export type Reason =
  | { is: 'no'; what: 'closed' | 'paused' | 'takes-no-orders' }
  | { is: 'no'; what: 'too-young'; age: number; on: CivilDate; oldEnoughOn: CivilDate }
  | { is: 'no'; what: 'too-old'; age: number; on: CivilDate }
  | { is: 'no'; what: 'other-area'; council: string }
  | { is: 'ask'; what: 'ages-not-said' | 'birth-date-not-known' | 'council-not-known' }
  | { is: 'ask'; what: 'birth-date-not-sure'; age: number; on: CivilDate }
  | { is: 'ask'; what: 'start-has-passed'; on: CivilDate }
  | { is: 'ask'; what: 'places-not-said' }
  | { is: 'ask'; what: 'places-said-long-ago'; places: number; on: CivilDate }
  | { is: 'ask'; what: 'full'; on: CivilDate; waitingWeeks: number | null }
  | { is: 'ask'; what: 'orders-by-asking' | 'order-not-known' }
  | { is: 'ask'; what: 'funding-ends-first'; fundedUntil: CivilDate; needsUntil: CivilDate }
  | { is: 'yes'; what: 'age-fits'; age: number; on: CivilDate }
  | { is: 'yes'; what: 'in-area'; council: string }
  | { is: 'yes'; what: 'any-area' | 'takes-orders' }
  | { is: 'yes'; what: 'has-places'; places: number; on: CivilDate }
  | { is: 'note'; what: 'outgrows'; turns: number; on: CivilDate }
  | { is: 'note'; what: 'funded-until'; on: CivilDate }
  | { is: 'note'; what: 'funding-not-said' }
  | { is: 'note'; what: 'not-checked-lately'; on: CivilDate | null }

export type Verdict = 'fits' | 'check-first' | 'does-not-fit'

export type Fit = { verdict: Verdict; reasons: readonly Reason[] }

/** A number of places older than this is asked about again (PD-3). */
const PLACES_HOLD_DAYS = 28

/** An entry that nobody has looked at for this long says so (PD-5). */
const CHECKED_WITHIN_DAYS = 120

/**
 * Whether a programme takes somebody, and why: must-haves are facts, what is not known is asked, and no number weighs a person.
 * The reasons come in the order in which they decide: what stands against it, what to ask, what fits, what is worth knowing.
 * Source: screens.md 4.6; capabilities PD-1 to PD-5.
 */
export function fitOf(programme: ProgrammeToFit, about: About, today: CivilDate): Fit {
  const start = startOf(programme, today)
  const reasons = [
    ...byAge(programme, about, start ?? today),
    ...byArea(programme, about),
    ...byStart(programme, today),
    ...byPlaces(programme, today),
    ...byOrder(programme, about),
    ...byFunding(programme, start ?? today),
    ...byFreshness(programme, today),
  ].sort((one, other) => decides.indexOf(one.is) - decides.indexOf(other.is))
  return { verdict: verdictOf(reasons), reasons }
}

const decides: readonly Reason['is'][] = ['no', 'ask', 'yes', 'note']

function verdictOf(reasons: readonly Reason[]): Verdict {
  if (reasons.some(({ is }) => is === 'no')) return 'does-not-fit'
  return reasons.some(({ is }) => is === 'ask') ? 'check-first' : 'fits'
}

/** The day it starts next; null when none was said, or the one that was said is over. */
function startOf({ nextStartOn }: ProgrammeToFit, today: CivilDate): CivilDate | null {
  return nextStartOn !== null && nextStartOn >= today ? nextStartOn : null
}

/** Their age on the day it starts, by the record; today where no day is known. A doubtful birth date settles nothing. */
function byAge(programme: ProgrammeToFit, about: About, on: CivilDate): Reason[] {
  const { youngestAge, oldestAge } = programme
  if (youngestAge === null && oldestAge === null) return [{ is: 'ask', what: 'ages-not-said' }]
  if (about.bornOn === null) return [{ is: 'ask', what: 'birth-date-not-known' }]
  const age = ageOn(about.bornOn, on)
  if (about.birthDateCertainty !== 'recorded') return [{ is: 'ask', what: 'birth-date-not-sure', age, on }]
  if (youngestAge !== null && age < youngestAge) {
    return [{ is: 'no', what: 'too-young', age, on, oldEnoughOn: birthdayOn(about.bornOn, youngestAge) }]
  }
  if (oldestAge !== null && age > oldestAge) return [{ is: 'no', what: 'too-old', age, on }]
  return [{ is: 'yes', what: 'age-fits', age, on }, ...outgrows(programme, about.bornOn, on)]
}

/** A birthday that comes before it usually ends, and after which they are older than it takes. */
function outgrows({ oldestAge, usualWeeks }: ProgrammeToFit, bornOn: CivilDate, start: CivilDate): Reason[] {
  if (oldestAge === null || usualWeeks === null) return []
  const turns = oldestAge + 1
  const on = birthdayOn(bornOn, turns)
  return on <= lastDayOf(usualWeeks, start) ? [{ is: 'note', what: 'outgrows', turns, on }] : []
}

function byArea({ councils }: ProgrammeToFit, { council }: About): Reason[] {
  if (councils.length === 0) return [{ is: 'yes', what: 'any-area' }]
  if (council === null || council.trim() === '') return [{ is: 'ask', what: 'council-not-known' }]
  const isServed = councils.some((served) => sameCouncil(served, council))
  return [isServed ? { is: 'yes', what: 'in-area', council } : { is: 'no', what: 'other-area', council }]
}

function sameCouncil(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

/** `Northmoor Council` and `northmoor` are one. */
function plain(council: string): string {
  return council
    .toLowerCase()
    .replace(/\bcouncil\b/, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function byStart({ nextStartOn, status }: ProgrammeToFit, today: CivilDate): Reason[] {
  if (status !== 'open' || nextStartOn === null || nextStartOn >= today) return []
  return [{ is: 'ask', what: 'start-has-passed', on: nextStartOn }]
}

/** Whether it takes anybody new. A number of places holds 28 days, and none at all until somebody has said it. */
function byPlaces(programme: ProgrammeToFit, today: CivilDate): Reason[] {
  const { status, placesFree: places, placesSetOn: on, waitingWeeks } = programme
  if (status !== 'open') return [{ is: 'no', what: status }]
  if (places === null || on === null) return [{ is: 'ask', what: 'places-not-said' }]
  if (!arePlacesFresh(on, today)) return [{ is: 'ask', what: 'places-said-long-ago', places, on }]
  return [
    places === 0
      ? { is: 'ask', what: 'full', on, waitingWeeks }
      : { is: 'yes', what: 'has-places', places, on },
  ]
}

export function arePlacesFresh(setOn: CivilDate, today: CivilDate): boolean {
  return daysBetween(setOn, today) <= PLACES_HOLD_DAYS
}

/** Only where somebody is on an order, or where that is not known and it would matter. */
function byOrder({ takesOrders }: ProgrammeToFit, { isOnOrder }: About): Reason[] {
  if (isOnOrder === false) return []
  if (isOnOrder === null) return takesOrders === 'yes' ? [] : [{ is: 'ask', what: 'order-not-known' }]
  switch (takesOrders) {
    case 'yes':
      return [{ is: 'yes', what: 'takes-orders' }]
    case 'no':
      return [{ is: 'no', what: 'takes-no-orders' }]
    case 'ask':
      return [{ is: 'ask', what: 'orders-by-asking' }]
  }
}

/** Money that ends before the support usually does leaves somebody half way: it needs a plan of who carries on (PD-4). */
function byFunding({ fundedUntil, usualWeeks }: ProgrammeToFit, start: CivilDate): Reason[] {
  if (fundedUntil === null) return [{ is: 'note', what: 'funding-not-said' }]
  const needsUntil = lastDayOf(usualWeeks ?? 0, start)
  if (fundedUntil < needsUntil) return [{ is: 'ask', what: 'funding-ends-first', fundedUntil, needsUntil }]
  return [{ is: 'note', what: 'funded-until', on: fundedUntil }]
}

/** The last of so many weeks that begin on this day; without any, the day itself. */
function lastDayOf(weeks: number, start: CivilDate): CivilDate {
  return weeks === 0 ? start : addDays(addWeeks(start, weeks), -1)
}

function byFreshness({ lastCheckedOn: on }: ProgrammeToFit, today: CivilDate): Reason[] {
  if (on !== null && daysBetween(on, today) <= CHECKED_WITHIN_DAYS) return []
  return [{ is: 'note', what: 'not-checked-lately', on }]
}

export type Fitted<Programme extends ProgrammeToFit> = Fit & { programme: Programme }

const verdicts: readonly Verdict[] = ['fits', 'check-first', 'does-not-fit']

/** All of them for one person: what fits comes first, then what starts soonest, then by name. */
export function fitAll<Programme extends ProgrammeToFit>(
  programmes: readonly Programme[],
  about: About,
  today: CivilDate,
): Fitted<Programme>[] {
  return programmes
    .map((programme) => ({ programme, ...fitOf(programme, about, today) }))
    .sort(
      (one, other) =>
        verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict) ||
        byDay(startOf(one.programme, today), startOf(other.programme, today)) ||
        one.programme.name.localeCompare(other.programme.name, 'en-GB') ||
        one.programme.id.localeCompare(other.programme.id),
    )
}

/** A day that nobody said comes last. */
function byDay(one: CivilDate | null, other: CivilDate | null): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -1 : 1
}

/**
 * Whether a worker may choose it: not while it takes nobody new, and against what does not fit only with a reason, which travels
 * with the referral (PD-2).
 */
export function canBeChosen({ status }: Pick<ProgrammeToFit, 'status'>, { verdict }: Pick<Fit, 'verdict'>) {
  if (status !== 'open') return 'no'
  return verdict === 'does-not-fit' ? 'with-a-reason' : 'yes'
}
