import { addWeeks, type CivilDate, civilDate, later } from '~/shared/civil-date'
import { dayInWords, factsOf, found, isMarked, own, restsOn } from '../basis'
import {
  type Certainty,
  type Fact,
  type Found,
  type Life,
  type OwnProgramme,
  ruleOf,
  type Told,
  type Words,
} from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-programme-end'
const PLACES = new Set(['PROGRAMME_PLACE'])
const STEPS = { before: stepsOf('-6w', '-2w'), after: stepsOf('+2w', '+6w', '+12w') }

/**
 * The end of a place on a programme: a recorded one, and one that our own records hold. Who is referred where is for those who read
 * of their wellbeing. Source: includem on ending help too fast, domain/A7.
 */
export const programmeEnd = ruleOf({
  code: 'PROGRAMME_END',
  scope: 'programme',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2014-11-28'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Supporting transitions, includem, 2014',
    url: 'https://www.includem.org/blog/2014/11/28/supporting-transitions/',
  },
  ownerRole: 'programme lead',
  graceDays: 7,
  needs: null,
  settings: STEPS,
  find,
  words,
})

function find(life: Life, steps: typeof STEPS): Found[] {
  const { programmes } = life.own
  const recorded = factsOf(life, PLACES)
  const all = recorded.map((fact) => findEnd(life, fact, steps))
  for (const programme of programmes) {
    const end = endOf(programme)
    if (end && !isRecorded(recorded, programme, end)) all.push(findOwn(life, programme, end, steps))
  }
  return all
}

function findEnd(life: Life, fact: Fact, { before, after }: typeof STEPS): Found {
  if (fact.endsOn !== null) {
    return event(life, fact, fact.endsOn, [...before, ...after], { lawVersion: LAW })
  }
  return found({
    occurrence: fact.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: fact.recordedOn,
    dataGaps: ['the day it is planned to end'],
    basis: [restsOn(fact)],
  })
}

type End = { on: CivilDate; saidOn: CivilDate; how: 'closed' | 'over' | 'planned' | 'usual' }

/** The programme closed, or the place ended, or it is planned to, or places there usually end after so many weeks. */
function endOf(programme: OwnProgramme): End | null {
  const { isOpen, sentOn, startedOn, plannedOn, endedOn, closedOn, usualWeeks } = programme
  const startedSaidOn = programme.startedSaidOn ?? startedOn ?? sentOn
  const isBefore = plannedOn !== null && closedOn !== null && plannedOn <= closedOn
  if (isOpen && closedOn !== null && !isBefore)
    return { on: closedOn, saidOn: later(closedOn, sentOn), how: 'closed' }
  if (startedOn === null) return null
  if (endedOn !== null) return { on: endedOn, saidOn: programme.endedSaidOn ?? endedOn, how: 'over' }
  if (plannedOn !== null) return { on: plannedOn, saidOn: startedSaidOn, how: 'planned' }
  if (usualWeeks === null) return null
  return { on: addWeeks(startedOn, usualWeeks), saidOn: startedSaidOn, how: 'usual' }
}

/** A recorded planned end of the same programme is surer than how long places there usually last. */
function isRecorded(recorded: readonly Fact[], { name }: OwnProgramme, { how }: End): boolean {
  if (how !== 'usual') return false
  const called = name.toLowerCase()
  return recorded.some(
    ({ endsOn, details }) => endsOn !== null && details.programme?.toLowerCase() === called,
  )
}

const CERTAINTY: Record<End['how'], Certainty> = {
  closed: 'recorded',
  over: 'recorded',
  planned: 'recorded',
  usual: 'provisional',
}

function findOwn(
  life: Life,
  { id, startedOn }: OwnProgramme,
  { on, saidOn, how }: End,
  { before, after }: typeof STEPS,
): Found {
  const isPast = how === 'over' || how === 'closed'
  const prompts = promptsFrom(on, isPast ? after : [...before, ...after], life.workingDays)
  return found({
    occurrence: id,
    date: on,
    certainty: CERTAINTY[how],
    lawVersion: LAW,
    knownFrom: saidOn,
    scope: 'wellbeing',
    window: windowOf(on, prompts),
    prompts,
    dataGaps: how === 'usual' ? ['the day it is planned to end'] : [],
    basis: [
      ...(startedOn === null ? [] : [own('programme_started', startedOn)]),
      ...(isPast ? [own('programme_ended', on)] : []),
    ],
    overBecause: how === 'over' ? 'Their place has ended' : null,
    because: how,
  })
}

function explanation(told: Told): string {
  const day = dayInWords(told.date)
  if (told.date === null) return 'They take part in a programme, and its planned end is not known.'
  if (isMarked(told, 'closed')) return `A programme that they take part in or wait for closed on ${day}.`
  if (isMarked(told, 'over')) return `Their place on a programme ended on ${day}.`
  const usual = isMarked(told, 'usual')
    ? ' That is how long a place there usually lasts: ask for the day.'
    : ''
  return `A place on a programme ends on ${day}.${usual} Help that stops too fast can undo what was won.`
}

function words(told: Told): Words {
  return eventWords(
    'Programme ends',
    explanation(told),
    {
      ask: 'Ask the programme on which day it is planned to end.',
      '-6w': 'The programme ends in six weeks. Ask what they want to keep, and who goes on with it.',
      '-2w': 'The programme ends in two weeks. Agree the last day together, and what comes the week after.',
      '+2w': 'The programme ended two weeks ago. Ask how the days are now, and what is missing.',
      '+6w': 'The programme ended six weeks ago. Ask who they turn to now.',
      '+12w': 'The programme ended twelve weeks ago. Ask if they would like something like it again.',
      before: 'The programme ends soon. Ask what they want to keep, and who goes on with it.',
      after: 'The programme has ended. Ask how the days are now, and who they turn to.',
      now: 'The programme ends soon or has ended, and earlier steps have passed. Ask what comes after it.',
    },
    'A new planned end moves it; a corrected record takes it away.',
    ['Agree what comes after, and who stays in touch', 'Look for a programme that goes on'],
  )
}
