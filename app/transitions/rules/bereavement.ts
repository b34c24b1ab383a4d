import { addMonths, type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isMarked } from '../basis'
import { type Fact, type Found, type Life, ruleOf } from '../rule'
import { inOneOrder, promptsFrom, stepsOf, windowOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'

const LAW = 'practice-bereavement'
const DEATHS = new Set(['BEREAVEMENT'])
const NO_STEPS = stepsOf()
const STEPS = { after: stepsOf('+1w', '+6w', '+6m'), beforeAnniversary: stepsOf('-2w') }

/** The death of somebody who mattered, and the first anniversary of it. Practice, domain/A7. */
export const bereavement = ruleOf({
  code: 'BEREAVEMENT',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2014-01-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Vaswani 2014: the bereavements of young men in custody',
    url: 'https://strathprints.strath.ac.uk/81624/',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: DEATHS,
  settings: STEPS,
  find: (life, steps) => factsOf(life, DEATHS).map((fact) => findLoss(life, fact, steps)),
  words: (told) =>
    eventWords(
      'Bereavement',
      `A death is recorded on ${dayInWords(told.date)}.${
        isMarked(told, 'shock') ? ' It was sudden or violent: ask early about help for that.' : ''
      }`,
      {
        '+1w': 'It is a week since the death. Ask how they are, and who is with them.',
        '+6w':
          'It is six weeks since the death. Others may have stopped asking. Ask how they sleep, eat and fill the day.',
        '+6m': 'It is half a year since the death. Ask what has changed at home, and what they miss.',
        '-2w':
          'The first anniversary is in two weeks. Ask what they would like to do that day, and with whom.',
        before: 'The first anniversary is coming. Ask what they would like to do that day, and with whom.',
        after: 'Some time has passed since the death. Ask how they are, and who they turn to.',
        now: 'Somebody who mattered to them died, and earlier steps have passed. Ask how they are, and who they turn to.',
      },
      'A corrected record takes it away. Only the first anniversary is asked about.',
      ['Ask who they would talk to about it', 'Offer help from somebody who works with grief'],
    ),
})

function findLoss(life: Life, fact: Fact, { after, beforeAnniversary }: typeof STEPS): Found {
  const { details, happensOn } = fact
  const prompts = inOneOrder(
    promptsFrom(happensOn, after, life.workingDays),
    promptsFrom(firstAnniversary(happensOn), beforeAnniversary, life.workingDays),
  )
  return event(life, fact, happensOn, NO_STEPS, {
    lawVersion: LAW,
    prompts,
    window: windowOf(happensOn, prompts),
    because: details.sudden === 'yes' || details.violent === 'yes' ? 'shock' : '',
  })
}

/** Of a death on 29 February it is the last day of that month. */
function firstAnniversary(day: CivilDate): CivilDate {
  return addMonths(day, 12)
}
