import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf } from '../basis'
import { ruleOf, type Told, type Words } from '../rule'
import {
  FAMILY_LAW,
  FAMILY_SOURCE,
  FAMILY_STEPS,
  familyFound,
  isStepOf,
  RELEASED,
  whoIn,
} from './family-away'

const RETURNS = new Set([RELEASED])

/** A parent, brother or sister comes back from prison. Source: domain/A7. */
export const parentReleased = ruleOf({
  code: RELEASED,
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [
    { code: FAMILY_LAW, effectiveFrom: civilDate('2024-01-01'), verifiedOn: civilDate('2026-11-27') },
  ],
  source: FAMILY_SOURCE,
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: RETURNS,
  settings: FAMILY_STEPS,
  find: (life, steps) =>
    factsOf(life, RETURNS).map((fact) =>
      familyFound(life, fact, steps, { returnsOn: fact.happensOn, until: null }),
    ),
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '0': 'It is the day of coming home. Ask how they feel about it, and where they can go if it gets too much.',
  '+1w': 'It is a week since. Ask how home is, and what is different from what they hoped.',
  '+4w': 'It is four weeks since. Ask how home is now, and who they talk to about it.',
}
const VISIT =
  'The first time together is near. Ask if they want it, who goes with them, and what it will be like.'
const BACK =
  'The day of coming home is near. Ask how they feel about it, and what they want to stay as it is.'

function words(told: Told): Words {
  const who = whoIn(told)
  return {
    title: 'Family member back from prison',
    explanation: `On ${dayInWords(told.date)}, ${who} comes back from prison. It can be glad and hard at once.`,
    says: (step) => {
      if (step === 'now') {
        return `Back from prison, or soon: ${who}. Earlier steps have passed. Ask how home is.`
      }
      const isVisit = isStepOf(told, 'visit', step)
      const isBack = isStepOf(told, 'back', step)
      if (isVisit && isBack) return `${VISIT} ${BACK}`
      if (isVisit) return VISIT
      if (isBack) return BACK
      return SAYS[step] ?? `Back from prison: ${who}. Ask how home is.`
    },
    whatWouldEndIt: 'A new day moves it; a corrected record takes it away.',
    suggestedActions: ['Ask Families Outside for help', 'Agree who they can ring that week'],
  }
}
