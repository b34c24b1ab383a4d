import { addMonths, type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords } from '../basis'
import { type Duty, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { stepsOf } from '../steps'
import { eventWords } from './event-words'
import { findStageStart } from './stage-start'

const LAW = 'entry-ages'
const NOTHING: Found[] = []

/**
 * From primary to secondary school: August of the year in which P1 began and seven more.
 * Source: entry ages, domain/A2. The duties for pupils who need more help are what is usual, and not checked in law for this change.
 */
export const p7ToS1 = ruleOf({
  code: 'P7_S1',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2023-08-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'When children start school; Parent Club',
    url: 'https://www.parentclub.scot/articles/can-my-child-defer-starting-school',
  },
  ownerRole: 'school',
  graceDays: 14,
  needs: null,
  settings: { steps: stepsOf('-12w', '-4w', '+2w', '+6w') },
  find: (life, { steps }) => {
    const one = findStageStart(life, {
      stage: 'S1',
      steps,
      occurrence: 'once',
      lawVersion: LAW,
      dutiesFrom: (from) => dutiesOf(life, from),
    })
    return one === null ? NOTHING : [one]
  },
  words,
})

function dutiesOf({ additionalSupportNeeds }: Life, from: CivilDate): Duty[] {
  if (additionalSupportNeeds === 'no') return []
  return [
    {
      what: `ask other agencies what they can offer ${USUAL}`,
      by: addMonths(from, -12),
      standing: 'practice',
    },
    { what: `pass information on, with agreement ${USUAL}`, by: addMonths(from, -6), standing: 'practice' },
  ]
}

const USUAL = '(what is usual: check with the school)'

function words(told: Told): Words {
  const { date, because } = told
  const opening =
    date === null
      ? `They start secondary school${monthInWords(because)}. The first day of the session is not known for this school.`
      : `They start secondary school on ${dayInWords(date)}.`
  return eventWords(
    date === null ? `Starts secondary school${monthInWords(because)}` : 'Starts secondary school',
    `${opening} They meet new people and older pupils, travel further, and leave a teacher who knew them.`,
    saysOf(date),
    'A corrected stage at school or date of birth, or the day on which they left school.',
    ['Ask who S1 pupil support is', 'Ask which club they would like to try'],
  )
}

/** Steps of a day that is not known are counted from 1 August, when no school has begun. */
function saysOf(date: CivilDate | null): Readonly<Record<string, string>> {
  const twoWeeks =
    date === null ? 'Secondary school begins about now.' : 'They started secondary school two weeks ago.'
  const sixWeeks =
    date === null
      ? 'They started secondary school this term.'
      : 'They started secondary school six weeks ago.'
  return {
    '-12w':
      'Who will know them there? Secondary school is about 12 weeks away. Ask the P7 teacher and S1 pupil support how they are made ready.',
    '-4w':
      'What worries them about it? Secondary school is about four weeks away. Ask how they will get there.',
    '+2w': `Have they found one adult they can talk to? ${twoWeeks} Ask who they spend breaks with.`,
    '+6w': `Have they settled? ${sixWeeks} Ask what they have joined, and what they miss.`,
    now: 'How are they about secondary school? It is close or has just begun, and earlier steps have passed.',
  }
}

/** ` in August 2027`, where no day is known. */
export function monthInWords(because: string): string {
  const year = /\bin (\d{4})/.exec(because)?.[1]
  return year ? ` in August ${year}` : ''
}
