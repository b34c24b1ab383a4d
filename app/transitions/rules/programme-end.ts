import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, found, restsOn } from '../basis'
import { type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-programme-end'
const PLACES = new Set(['PROGRAMME_PLACE'])
const STEPS = { before: stepsOf('-6w', '-2w'), after: stepsOf('+2w', '+6w', '+12w') }

/** The planned end of a place on a programme. Source: includem on ending help too fast, domain/A7. */
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
  needs: PLACES,
  settings: STEPS,
  find: (life, steps) => factsOf(life, PLACES).map((fact) => findEnd(life, fact, steps)),
  words,
})

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

function words(told: Told): Words {
  return eventWords(
    'Programme ends',
    told.date === null
      ? 'They take part in a programme, and its planned end is not known.'
      : `A place on a programme ends on ${dayInWords(told.date)}. Help that stops too fast can undo what was won.`,
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
