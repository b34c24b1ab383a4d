import { civilDate, later } from '~/shared/civil-date'
import { dayInWords, found, isMarked, own } from '../basis'
import { type Found, type Life, type OwnProgramme, ruleOf, type Step } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'

const LAW = 'practice-funding-end'

/**
 * The funding of a programme ends while somebody waits for it or takes part in it.
 * Source: the Youth Navigator sites that closed on eight weeks' notice in 2023, domain/A7.
 */
export const serviceFundingEnd = ruleOf({
  code: 'SERVICE_FUNDING_END',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2023-05-01'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Youth Navigator closure, The Herald, May 2023',
    url: 'https://www.heraldscotland.com/news/homenews/23502880',
  },
  ownerRole: 'programme lead',
  graceDays: 7,
  needs: null,
  settings: { steps: stepsOf('-12w', '-8w', '-4w') },
  find,
  words: (told) =>
    eventWords(
      'Funding of a programme ends',
      `A programme that they ${isMarked(told, 'takes-part') ? 'take part in' : 'wait for'} is funded until ${dayInWords(told.date)}.`,
      {
        '-12w':
          'The funding ends in 12 weeks. Ask the programme what happens then, and look for what could go on.',
        '-8w':
          'The funding ends in eight weeks. Ask if it is renewed. If not, talk with them about what comes after.',
        '-4w': 'The funding ends in four weeks. Agree with them what comes after, and who tells them what.',
        before: 'The funding ends soon. Ask the programme what happens then, and what could go on.',
        after: 'The funding has ended. Ask if they still take part, and what they miss.',
        now: 'The funding ends soon or has ended, and earlier steps have passed. Ask the programme what happens now.',
      },
      'A later day in the directory moves it; the end of the referral takes it away.',
      ['Ask the programme lead if it is renewed', 'Look for a programme that goes on'],
    ),
})

function find(life: Life, { steps }: { steps: readonly Step[] }): Found[] {
  return life.own.programmes.flatMap((programme) => {
    const { fundedUntil, isOpen, plannedOn } = programme
    const isOver = plannedOn !== null && fundedUntil !== null && plannedOn <= fundedUntil
    return fundedUntil === null || !isOpen || isOver ? [] : [endOf(life, programme, fundedUntil, steps)]
  })
}

function endOf(
  { workingDays }: Life,
  { id, sentOn, startedOn, fundingSaidOn }: OwnProgramme,
  fundedUntil: NonNullable<OwnProgramme['fundedUntil']>,
  steps: readonly Step[],
): Found {
  const prompts = promptsFrom(fundedUntil, steps, workingDays)
  return found({
    occurrence: id,
    date: fundedUntil,
    certainty: 'recorded',
    lawVersion: LAW,
    knownFrom: fundingSaidOn === null ? sentOn : later(sentOn, fundingSaidOn),
    window: windowOf(fundedUntil, prompts),
    prompts,
    basis: [own('funded_until', fundedUntil)],
    because: startedOn === null ? '' : 'takes-part',
  })
}
