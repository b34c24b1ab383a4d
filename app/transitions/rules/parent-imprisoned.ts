import type { CivilDate } from '~/shared/civil-date'
import { civilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, isReported } from '../basis'
import { type Fact, type Life, ruleOf, type Told, type Words } from '../rule'
import {
  FAMILY_LAW,
  FAMILY_SOURCE,
  FAMILY_STEPS,
  familyFound,
  IMPRISONED,
  isStepOf,
  RELEASED,
  whoIn,
} from './family-away'

const STARTS = new Set([IMPRISONED])

/** A parent, brother or sister goes to prison. Source: domain/A7. */
export const parentImprisoned = ruleOf({
  code: IMPRISONED,
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [
    { code: FAMILY_LAW, effectiveFrom: civilDate('2024-01-01'), verifiedOn: civilDate('2026-11-27') },
  ],
  source: FAMILY_SOURCE,
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: STARTS,
  settings: FAMILY_STEPS,
  find: (life, steps) =>
    factsOf(life, STARTS).map((fact) => {
      const until = releaseAfter(life, fact)
      return familyFound(life, fact, steps, { returnsOn: until === null ? fact.endsOn : null, until })
    }),
  words,
})

/** The day on which the same one came back: what follows is asked about that day. What is only said to have happened ends nothing. */
function releaseAfter(life: Life, { happensOn, details }: Fact): CivilDate | null {
  const back = life.facts.find(
    (fact) =>
      fact.kind === RELEASED &&
      fact.happensOn >= happensOn &&
      !isReported(fact) &&
      (fact.details.who ?? details.who) === (details.who ?? fact.details.who),
  )
  return back?.happensOn ?? null
}

const SAYS: Readonly<Record<string, string>> = {
  '0': 'It starts today. Ask how they heard of it, who is at home, and what they want others to be told.',
  '+1w': 'It is a week since it began. Ask how home and school are, and if they want to visit or write.',
  '+4w': 'It is four weeks since it began. Ask what has changed at home, with money and in the evenings.',
}
const VISIT =
  'The first visit is coming. Ask if they want to go, who goes with them, and what it will be like.'
const BACK =
  'The day of coming home is near. Ask how they feel about it, and what they want to stay as it is.'

function words(told: Told): Words {
  const who = whoIn(told)
  return {
    title: 'Family member in prison',
    explanation: `From ${dayInWords(told.date)}, ${who} is in prison. It can change home, money and sleep.`,
    says: (step) => {
      if (step === 'now') {
        return `In prison now: ${who}. Earlier steps have passed. Ask how home is, and if they want to visit or write.`
      }
      const isVisit = isStepOf(told, 'visit', step)
      const isBack = isStepOf(told, 'back', step)
      if (isVisit && isBack) return `${VISIT} ${BACK}`
      if (isVisit) return VISIT
      if (isBack) return BACK
      return SAYS[step] ?? `Still in prison: ${who}. Ask how home and school are.`
    },
    whatWouldEndIt: 'The day of coming home, once recorded, takes its place.',
    suggestedActions: ['Ask Families Outside for help', 'Agree with them who at school is told'],
  }
}
