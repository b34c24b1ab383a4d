import { type CivilDate, civilDate } from '~/shared/civil-date'
import { dayInWords, isMarked, lastOf } from '../basis'
import { type Found, ruleOf, type Told, type Words } from '../rule'
import { stepsOf } from '../steps'
import { eventWords } from './event-words'
import { monthInWords } from './p7-s1'
import { firstYearByRecord } from './stage'
import { findStageStart } from './stage-start'

const LAW = 'practice-senior-phase'
const STEPS = { before: stepsOf('-10w'), back: stepsOf('0') }
const NOTHING: Found[] = []

/** The last years of school: into S4, and who comes back for S5 and S6 when others leave. Practice, domain/A2; by the stage on record. */
export const s4S5S6 = ruleOf({
  code: 'S4_S5_S6',
  scope: 'education',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2013-08-01'), verifiedOn: civilDate('2026-11-24') }],
  source: {
    title: 'Practice: the senior phase of school',
    url: 'https://education.gov.scot/curriculum-for-excellence/',
  },
  ownerRole: 'school',
  graceDays: 14,
  needs: null,
  settings: STEPS,
  find: (life, { before, back }) => {
    if (firstYearByRecord(life) === null) return NOTHING
    const heldBackBy = lastOf(life, 'SCHOOL_LEAVING_INTENDED')
    const found: Found[] = []
    for (const stage of STAGES) {
      const steps = stage === 'S4' ? before : back
      const one = findStageStart(life, { stage, steps, occurrence: stage, lawVersion: LAW, heldBackBy })
      if (one !== null) found.push(one)
    }
    return found
  },
  words,
})

const STAGES = ['S4', 'S5', 'S6']

function words(told: Told): Words {
  const stage = told.because.slice(0, 2)
  const opening =
    told.date === null
      ? `${stage} begins${monthInWords(told.because)}. The first day of the session is not known for this school.`
      : `${stage} begins on ${dayInWords(told.date)}.`
  const plans = isMarked(told, 'leaves') ? ' They plan to have left by then.' : ''
  return eventWords(
    told.date === null ? `Starts ${stage}${monthInWords(told.because)}` : `Starts ${stage}`,
    `${opening}${plans} ${stage === 'S4' ? EXAMS : FRIENDS_LEAVE}`,
    stage === 'S4' ? SAYS_BEFORE : saysBack(told.date),
    'A corrected stage at school, a plan to leave before it, or the day on which they left school.',
    ['Speak to pupil support and the careers adviser'],
  )
}

const EXAMS = 'It is a year of choices and exams, and the first after which many may leave.'
const FRIENDS_LEAVE = 'Some of their friends leave, and they may leave as well.'

const SAYS_BEFORE = {
  '-10w':
    'What do they want from S4? It begins after the summer. Ask how they feel about their subjects and exams.',
  now: 'What do they want from S4? It is close or has just begun, and earlier steps have passed.',
}

function saysBack(date: CivilDate | null): Readonly<Record<string, string>> {
  const begins = date === null ? 'The school session begins this month.' : 'The school session begins now.'
  return {
    '0': `Do they go back? ${begins} Ask who of their friends has left, and what they want from this year.`,
    now: 'Did they go back to school? The session has begun, and earlier steps have passed.',
  }
}
