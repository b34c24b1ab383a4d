import type { Chance } from './chance'
import { type Journey, type Step, toAnEarlyEnd, toAnEnd, toNoMeeting } from './past-journeys'

/** What became of one life's talk: its referrals, one after the other. */
export type Course = { referred: readonly Timed[]; isOffered: boolean }

/** One referral; working days are counted from the day on which something was offered. */
export type Timed = { sent: number; steps: readonly TimedStep[] }
export type TimedStep = Step & { at: number; meetsAt: number | null }

/** So many needed a second go, found nothing twice, went on from one thing to another, and said not now. */
const SECOND_GO = 20
const TWICE_NOTHING = 8
const ONE_AFTER_ANOTHER = 12
const SAID_NOT_NOW = 8

/** A course for each of so many lives; those beyond the journeys there are had nothing to be referred for. */
export function coursesFor(lives: number, chance: Chance): Course[] {
  const met = chance.shuffled(eachOf([...toAnEnd, ...toAnEarlyEnd]))
  const unmet = chance.shuffled(eachOf(toNoMeeting))
  const courses = [
    ...pairs(SECOND_GO, unmet, met),
    ...pairs(TWICE_NOTHING, unmet, unmet),
    ...pairs(ONE_AFTER_ANOTHER, met, met),
    ...[...unmet, ...met].map((one) => [one]),
  ].map((journeys): Course => ({ referred: timed(journeys, chance), isOffered: true }))
  const others = Array.from(
    { length: lives - courses.length },
    (_, at): Course => ({ referred: [], isOffered: at < SAID_NOT_NOW }),
  )
  return chance.shuffled([...courses, ...others])
}

/** How many working days it lasts. */
export function daysOf({ referred }: Course): number {
  return referred.at(-1)?.steps.at(-1)?.at ?? 0
}

function eachOf(journeys: readonly Journey[]): Journey[] {
  return journeys.flatMap((journey) => Array<Journey>(journey.times).fill(journey))
}

/** Takes them out of both lists. */
function pairs(many: number, firsts: Journey[], seconds: Journey[]): Journey[][] {
  return Array.from({ length: many }, () => [...firsts.splice(0, 1), ...seconds.splice(0, 1)])
}

function timed(journeys: readonly Journey[], chance: Chance): Timed[] {
  const done: Timed[] = []
  for (const { steps } of journeys) {
    const before = done.at(-1)?.steps.at(-1)?.at
    const sent = before === undefined ? 1 : before + chance.between(2, 5)
    done.push({ sent, steps: timedSteps(steps, sent, chance) })
  }
  return done
}

/** What follows the booking of a meeting is counted from the meeting, but for what is taken back before it. */
function timedSteps(steps: readonly Step[], sent: number, chance: Chance): TimedStep[] {
  let last = sent
  let meets: number | null = null
  return steps.map((step) => {
    const isTakenBack = 'to' in step && step.to === 'withdrawn'
    const at = (isTakenBack ? last : Math.max(last, meets ?? last)) + chance.between(...step.after)
    const meetsAt = step.meetsIn ? at + chance.between(...step.meetsIn) : null
    last = at
    meets = meetsAt ?? meets
    return { ...step, at, meetsAt }
  })
}
