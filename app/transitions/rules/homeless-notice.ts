import type { CivilDate } from '~/shared/civil-date'
import { dayInWords, factsOf, gapsOf } from '../basis'
import { type Duty, type Fact, ruleOf, type Told } from '../rule'
import { stepsOf } from '../steps'
import { event } from './event'
import { eventWords } from './event-words'
import { askAndAct, HOUSING_LAW, helpIsDueOn, housingLawOn, housingVersions } from './housing-law'
import { dayMarked } from './marks'

const NOTICES = new Set(['HOMELESS_NOTICE'])

/** Told that the home will be lost. Source: Housing (Scotland) Act 1987 s.24(4) and s.32. */
export const homelessNotice = ruleOf({
  code: 'HOMELESS_NOTICE',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: housingVersions,
  source: HOUSING_LAW,
  ownerRole: 'lead professional',
  graceDays: 2,
  needs: NOTICES,
  settings: { steps: stepsOf('0'), ...askAndAct },
  find: (life, { steps, askAndActFrom }) =>
    factsOf(life, NOTICES).map((fact) =>
      event(life, fact, fact.happensOn, steps, {
        lawVersion: housingLawOn(fact.happensOn, { askAndActFrom }),
        urgent: true,
        duties: dutiesOf(fact, { askAndActFrom }),
        dataGaps: fact.endsOn === null ? [...gapsOf(fact), 'the day the home is lost'] : gapsOf(fact),
        because: fact.endsOn === null ? '' : `lost ${fact.endsOn}`,
      }),
    ),
  words: (told) =>
    eventWords(
      'May lose their home',
      `On ${dayInWords(told.date)} they were told that they will lose their home.${lostIn(told)}`,
      {
        '0': 'They were told that they will lose their home. Ask what they were told, and ring council housing options with them today.',
        before: 'They will be told about their home soon. Ask what they know, and where they could stay.',
        after: 'They were told that they will lose their home. Ask what the council has said since.',
        now: 'They were told that they will lose their home, and the day has passed. Ask what the council has said, and where they can stay.',
      },
      'A corrected record takes it away.',
      ['Ring council housing options together', 'Ask Rock Trust for help', 'Keep the letter'],
    ),
})

/** Where the day of the loss is not known, help is asked for at once. */
function dutiesOf({ happensOn, endsOn }: Fact, act: typeof askAndAct): Duty[] {
  const from: CivilDate =
    endsOn === null || endsOn < happensOn ? happensOn : helpIsDueOn(happensOn, endsOn, act)
  return [{ what: 'the council helps to keep this home or find another', by: from, standing: 'statutory' }]
}

function lostIn(told: Told): string {
  const lostOn = dayMarked(told, 'lost')
  return lostOn ? ` It is lost on ${dayInWords(lostOn)}.` : ' Ask by which day.'
}
