import { dayInWords, factsOf } from '../basis'
import { ruleOf } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'
import { askAndAct, HOUSING_LAW, housingLawOn, housingVersions } from './housing-law'

const NIGHTS = new Set(['HOMELESS'])

/** A night without a home. Source: Housing (Scotland) Act 1987 s.24; ask and act is in the 2025 Act, not in force yet. */
export const homeless = ruleOf({
  code: 'HOMELESS',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: housingVersions,
  source: HOUSING_LAW,
  ownerRole: 'lead professional',
  graceDays: 1,
  needs: NIGHTS,
  settings: { steps: stepsOf('0'), ...askAndAct },
  find: (life, { steps, askAndActFrom }) =>
    factsOf(life, NIGHTS).map((fact) =>
      event(life, fact, fact.happensOn, steps, {
        lawVersion: housingLawOn(fact.happensOn, { askAndActFrom }),
        urgent: true,
        duties: [
          {
            what: 'the council gives a safe place to stay the same day',
            by: fact.happensOn,
            standing: 'statutory',
          },
        ],
      }),
    ),
  words: ({ date }) =>
    eventWords(
      'Without a home',
      `A first night without a home is recorded on ${dayInWords(date)}.`,
      {
        '0': 'They have no home tonight. Ask where they slept, if that is safe, and ring council housing options with them today.',
        before:
          'They may soon have no home. Ask where they can stay, and ring council housing options with them.',
        after: 'They had no home. Ask where they sleep now, and if that is safe.',
        now: 'They had no home, and the day has passed. Ask where they sleep tonight, and if that is safe.',
      },
      'A corrected record takes it away.',
      ['Ring council housing options together', 'Ask Rock Trust for help'],
    ),
})
