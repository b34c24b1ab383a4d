import { birthdayOn, civilDate } from '~/shared/civil-date'
import { certaintyOf, dayInWords, found, gapsOf, isMarked, restsOn } from '../basis'
import { whyNotPossible, whyNotPossibleWords } from '../data-errors'
import { type Fact, type Found, type Life, ruleOf, type Told, type Words } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'
import { eventWords } from './event-words'
import { type SecureStay, secureStaysIn } from './secure-stays'

const LAW = 'practice-secure-exit'
const STEPS = {
  before: stepsOf('-12w', '-8w', '-4w', '-2w'),
  after: stepsOf('0', '+1d', '+1w', '+4w', '+12w'),
}

/** Leaving secure care: the planned day until the day itself is recorded. Practice, domain/A9; 19 at the latest, 2024 Act s.19. */
export const secureExit = ruleOf({
  code: 'SECURE_EXIT',
  scope: 'wellbeing',
  edition: 1,
  lawVersions: [{ code: LAW, effectiveFrom: civilDate('2024-08-28'), verifiedOn: civilDate('2026-11-27') }],
  source: {
    title: 'Children (Care and Justice) (Scotland) Act 2024 s.19, and practice on leaving secure care',
    url: 'https://www.legislation.gov.uk/asp/2024/5/section/19',
  },
  ownerRole: 'lead professional',
  graceDays: 7,
  needs: new Set(['SECURE_PLACED', 'SECURE_LEFT']),
  settings: STEPS,
  find,
  words,
})

function find(life: Life, settings: typeof STEPS): Found[] {
  const { stays, leftAlone } = secureStaysIn(life)
  const begun = stays.filter(({ made, ended }) => made.kind === 'SECURE_PLACED' || ended !== null)
  return [
    ...begun.map((stay) => findExit(life, stay, settings)),
    ...leftAlone.map((left) => dated(life, { day: left, from: [left], isLeft: true }, settings)),
  ]
}

function findExit(life: Life, stay: SecureStay, settings: typeof STEPS): Found {
  const { made, ended, nextBegan, saidToEnd } = stay
  const warnings = saidToEnd && !ended ? ['said to have left: check'] : []
  if (ended !== null) return dated(life, { day: ended, from: [made, ended], isLeft: true }, settings)
  const from: Exit['from'] = [made, ...(saidToEnd ? [saidToEnd] : []), ...(nextBegan ? [nextBegan] : [])]
  const over = nextBegan === null ? null : 'They moved into secure care anew'
  if (made.endsOn !== null) {
    const exit = dated(life, { day: made, from, isLeft: false }, settings)
    return {
      ...exit,
      prompts: over === null ? exit.prompts : [],
      warnings: [...exit.warnings, ...warnings],
      stillRuns: over === null,
      overBecause: over,
    }
  }
  return found({
    occurrence: made.id,
    date: null,
    certainty: 'unknown',
    lawVersion: LAW,
    knownFrom: made.recordedOn,
    dataGaps: over === null ? ['the day they are planned to leave'] : [],
    warnings,
    basis: from.map(restsOn),
    overBecause: over,
  })
}

/** `day` is the fact that says when: leaving, or moving in with its planned end. */
type Exit = { day: Fact; from: readonly [Fact, ...Fact[]]; isLeft: boolean }

function dated(life: Life, { day, from, isLeft }: Exit, { before, after }: typeof STEPS): Found {
  const date = isLeft ? day.happensOn : (day.endsOn ?? day.happensOn)
  const prompts = promptsFrom(date, [...before, ...after], life.workingDays)
  const [made] = from
  const why = isLeft ? null : whyNotPossible(made, life)
  const warnings = why ? [whyNotPossibleWords[why]] : []
  const isPast = (years: number) => life.bornOn !== null && date > birthdayOn(life.bornOn, years)
  if (!isLeft && isPast(19)) warnings.push(PAST_19)
  return found({
    occurrence: made.id,
    date,
    certainty: certaintyOf(day),
    lawVersion: LAW,
    knownFrom: day.recordedOn,
    window: windowOf(date, prompts),
    prompts: isLeft ? prompts.slice(before.length) : prompts,
    dataGaps: gapsOf(day),
    warnings,
    basis: from.map(restsOn),
    overBecause: isLeft ? 'They left secure care' : null,
    because: isLeft ? 'left' : isPast(18) ? 'past-18' : '',
  })
}

const PAST_19 = 'after the 19th birthday, when secure care ends at the latest: check'

const SAYS = {
  '-12w': 'They are due to leave secure care in about 12 weeks. Ask where they want to live and who with.',
  '-8w':
    'They are due to leave secure care in about eight weeks. Ask which school, work or course comes next.',
  '-4w': 'They are due to leave secure care in about four weeks. Do they know their new home and the people?',
  '-2w': 'They are due to leave secure care in about two weeks. Agree who meets them and who they can call.',
  '0': 'They leave secure care today. Somebody they know should be with them. Ask what they need tonight.',
  '+1d': 'They left secure care yesterday. Ask how the first night was.',
  '+1w': 'They left secure care a week ago. Meet. Ask about home, days and who has been in touch.',
  '+4w': 'They left secure care four weeks ago. Ask what helps and what is hard now.',
  '+12w': 'They left secure care 12 weeks ago. Ask how things are and what would help next.',
  before: 'They are due to leave secure care soon. Ask about home, days and the people who carry on.',
  after: 'They left secure care not long ago. Ask what helps and what is hard now.',
}

/** Said from the planned day on, while nobody has recorded that they left. */
const SAYS_WHEN_PLANNED = {
  '0': 'They are planned to leave secure care today. Ask if they do, and who is with them tonight.',
  '+1d': 'They were planned to leave secure care yesterday. If they did, ask how the first night was.',
  '+1w': 'They were planned to leave secure care a week ago. If they did, meet, and ask about home and days.',
  '+4w':
    'They were planned to leave secure care four weeks ago. If they did, ask what helps and what is hard.',
  '+12w': 'They were planned to leave secure care 12 weeks ago. If they did, ask what would help next.',
  after: 'They were planned to leave secure care before now. If they did, ask what helps and what is hard.',
}

function words(told: Told): Words {
  const isLeft = isMarked(told, 'left')
  return eventWords(
    isLeft ? 'Left secure care' : 'Leaves secure care',
    explanation(told, isLeft),
    {
      ...SAYS,
      ...(isLeft ? {} : SAYS_WHEN_PLANNED),
      now: isLeft
        ? 'They have left secure care, and earlier steps have passed. Meet. Ask about home, days and who they see.'
        : 'The planned day of leaving secure care is near or has just been, and earlier steps have passed. Ask about home, days and who carries on.',
    },
    'A new planned day moves it; the day they left, once recorded, ends the steps before it.',
    ['Agree who meets them', 'Check home, school or work, and a doctor'],
  )
}

function explanation(told: Told, isLeft: boolean): string {
  if (told.date === null) return 'The day on which they are planned to leave secure care is not known.'
  const day = dayInWords(told.date)
  if (isLeft) {
    const left = told.certainty === 'reported' ? 'They are said to have left' : 'They left'
    return `${left} secure care on ${day}. The first weeks are the best time to help.`
  }
  const past18 = isMarked(told, 'past-18')
    ? ' They turn 18 before then: a stay can go on in some cases, to 19 at most.'
    : ''
  return `They are planned to leave secure care on ${day}.${past18} The first weeks are the best time to help.`
}
