import { addDays, addMonths, addWeeks, addYears, formatISO, parseISO } from 'date-fns'
import type { Fact, Life } from '~/transitions/rule'
import type { SameFound } from './same-lives'

/** A life as a loop over dates would have it: every day a Date already, facts by their kind. */
export type DatedLife = {
  bornOn: Date
  isPupil: boolean
  leftOn: Date | null
  meansToLeaveOn: Date | null
  moves: readonly { id: string; on: Date }[]
  hospitalVisits: readonly { id: string; on: Date }[]
}

export function datedLife({ bornOn, pupil, facts }: Life): DatedLife {
  const last = (kind: string) => facts.findLast((fact) => fact.kind === kind)
  const dated = (kind: string) =>
    facts.filter((fact) => fact.kind === kind).map(({ id, happensOn }) => ({ id, on: parseISO(happensOn) }))
  const dayOf = (fact: Fact | undefined) => (fact === undefined ? null : parseISO(fact.happensOn))
  return {
    bornOn: parseISO(bornOn ?? ''),
    isPupil: pupil !== 'no',
    leftOn: dayOf(last('SCHOOL_LEFT')),
    meansToLeaveOn: dayOf(last('SCHOOL_LEAVING_INTENDED')),
    moves: dated('MOVE_OF_HOME'),
    hospitalVisits: dated('HOSPITAL_VIOLENCE'),
  }
}

const AS_A_DAY = { representation: 'date' } as const

export function asDay(day: Date): string {
  return formatISO(day, AS_A_DAY)
}

type Ask = [step: string, on: Date]

export function foundByDateFns(life: DatedLife): SameFound[] {
  const sixteenOn = birthday(life.bornOn, 16)
  const eighteenOn = birthday(life.bornOn, 18)
  const found = [
    finding('AGE_16', 'once', sixteenOn, [
      ['-3m', addMonths(sixteenOn, -3)],
      ['-4w', addWeeks(sixteenOn, -4)],
      ['0', sixteenOn],
    ]),
    finding('AGE_18', 'once', eighteenOn, [
      ['-12m', addMonths(eighteenOn, -12)],
      ['-6m', addMonths(eighteenOn, -6)],
      ['-3m', addMonths(eighteenOn, -3)],
      ['-4w', addWeeks(eighteenOn, -4)],
      ['0', eighteenOn],
    ]),
    leaving(life),
  ]
  for (const { id, on } of life.moves) {
    found.push(
      finding('MOVE_OF_HOME', id, on, [
        ['0', on],
        ['+1w', addWeeks(on, 1)],
        ['+4w', addWeeks(on, 4)],
      ]),
    )
  }
  for (const { id, on } of life.hospitalVisits) {
    found.push(
      finding('HOSPITAL_VIOLENCE', id, on, [
        ['+1d', addDays(on, 1)],
        ['+3d', addDays(on, 3)],
        ['+2w', addWeeks(on, 2)],
      ]),
    )
  }
  return found
}

function leaving(life: DatedLife): SameFound {
  const on = mayLeaveOn(life.bornOn)
  const before = stepsBefore(on)
  const after: Ask[] = [
    ['+2w', addWeeks(on, 2)],
    ['+6w', addWeeks(on, 6)],
    ['+12w', addWeeks(on, 12)],
  ]
  const found = finding('SCHOOL_LEAVING', 'once', on, [...before, ...after])
  if (life.leftOn !== null) return { ...found, prompts: [] }
  const means = life.meansToLeaveOn
  return means !== null && means > on ? { ...found, prompts: stepsBefore(means).map(asked) } : found
}

function stepsBefore(on: Date): Ask[] {
  return [
    ['-26w', addWeeks(on, -26)],
    ['-12w', addWeeks(on, -12)],
    ['-6w', addWeeks(on, -6)],
    ['-2w', addWeeks(on, -2)],
  ]
}

/** Asks are in the order of their days. */
function finding(rule: string, occurrence: string, on: Date, asks: readonly Ask[]): SameFound {
  const first = asks[0]?.[1] ?? on
  const last = asks[asks.length - 1]?.[1] ?? on
  return {
    rule,
    occurrence,
    on: asDay(on),
    from: asDay(first < on ? first : on),
    to: asDay(last > on ? last : on),
    prompts: asks.map(asked),
  }
}

function asked([step, on]: Ask) {
  return { step, on: asDay(on) }
}

/** Somebody born on 29 February reaches an age on 1 March of other years. */
export function birthday(bornOn: Date, years: number): Date {
  const on = addYears(bornOn, years)
  return on.getDate() === bornOn.getDate() ? on : addDays(on, 1)
}

/** Born March to September: 31 May of the year they turn 16. Others: 21 December in which they are 16 or nearest to it. */
export function mayLeaveOn(bornOn: Date): Date {
  const month = bornOn.getMonth()
  if (month >= 2 && month <= 8) return new Date(bornOn.getFullYear() + 16, 4, 31)
  return new Date(bornOn.getFullYear() + (month <= 1 ? 15 : 16), 11, 21)
}
