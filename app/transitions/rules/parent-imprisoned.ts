import type { CivilDate } from '~/shared/civil-date'
import { isReported } from '../basis'
import type { Fact, Life } from '../rule'
import { familyRule, IMPRISONED, RELEASED } from './family-away'

/** A parent, brother or sister goes to prison. Source: domain/A7. */
export const parentImprisoned = familyRule({
  code: IMPRISONED,
  around: (life, fact) => {
    const until = releaseAfter(life, fact)
    return { returnsOn: until === null ? fact.endsOn : null, until }
  },
  title: 'Family member in prison',
  explanation: (day, who) => `From ${day}, ${who} is in prison. It can change home, money and sleep.`,
  says: {
    '0': 'It starts today. Ask how they heard of it, who is at home, and what they want others to be told.',
    '+1w': 'It is a week since it began. Ask how home and school are, and if they want to visit or write.',
    '+4w': 'It is four weeks since it began. Ask what has changed at home, with money and in the evenings.',
  },
  visit: 'The first visit is coming. Ask if they want to go, who goes with them, and what it will be like.',
  now: (who) =>
    `In prison now: ${who}. Earlier steps have passed. Ask how home is, and if they want to visit or write.`,
  otherwise: (who) => `Still in prison: ${who}. Ask how home and school are.`,
  whatWouldEndIt: 'The day of coming home, once recorded, takes its place.',
  suggestedActions: ['Ask Families Outside for help', 'Agree with them who at school is told'],
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
