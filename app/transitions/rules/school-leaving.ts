import { addMonths, type CivilDate, civilDate, dayIn, later, monthOf, yearOf } from '~/shared/civil-date'
import { birthDate, certaintyOf, dayInWords, derivedFromBirth, factsOf, found, own, restsOn } from '../basis'
import type { Basis, Certainty, Duty, Found, Life, Rule, Told, Words } from '../rule'
import { promptsFrom, stepsOf, windowOf } from '../steps'

const BEFORE = stepsOf('-26w', '-12w', '-6w', '-2w')
const AFTER = stepsOf('+2w', '+6w', '+12w')
const LAW = '1980-s33'

/**
 * The day a pupil may leave school for good. Without a date where the birth date is unknown or the school is not in Scotland.
 * Source: Education (Scotland) Act 1980 s.33; duties from the 2004 Act s.13 and Enquire.
 */
export const schoolLeaving: Rule = {
  code: 'SCHOOL_LEAVING',
  scope: 'education',
  edition: 1,
  lawVersions: [
    {
      code: LAW,
      effectiveFrom: civilDate('1980-09-01'),
      verifiedOn: civilDate('2026-11-24'),
    },
  ],
  source: {
    title: 'Education (Scotland) Act 1980 s.33',
    url: 'https://www.legislation.gov.uk/ukpga/1980/44/section/33',
  },
  ownerRole: 'lead professional',
  graceDays: 14,
  find,
  words,
}

function find(life: Life): Found[] {
  const nothing = {
    date: null,
    certainty: 'unknown' as const,
    lawVersion: LAW,
    knownFrom: life.recordedOn,
  }
  if (life.schoolNation !== 'scotland') {
    return [
      found({
        ...nothing,
        warnings: ['Scottish rule does not apply'],
        because: 'elsewhere',
      }),
    ]
  }
  if (life.bornOn === null)
    return [
      found({
        ...nothing,
        dataGaps: ['date of birth'],
        because: 'no-birth-date',
      }),
    ]

  const leaving = leavingDate(life, life.bornOn)
  const intended = factsOf(life, 'SCHOOL_LEAVING_INTENDED').at(-1)
  const left = factsOf(life, 'SCHOOL_LEFT').at(-1)
  const goesLater = intended !== undefined && intended.happensOn > leaving.date
  const staysOn =
    goesLater || (life.attendedWeekStarting !== null && life.attendedWeekStarting > leaving.date)
  const minus = promptsFrom(goesLater ? intended.happensOn : leaving.date, BEFORE, life.workingDays)
  const plus = promptsFrom(leaving.date, AFTER, life.workingDays)
  const basis: Basis[] = [...birthDate, ...leaving.basis]
  if (life.pupil !== 'unknown') basis.push(own('pupil', life.pupil))
  if (life.deferredEntry) basis.push(own('deferred_entry', 'yes'))
  if (intended) basis.push(restsOn(intended, true))
  if (left) basis.push(restsOn(left))
  const ended = left !== undefined && certaintyOf(left) !== 'reported'
  return [
    found({
      date: leaving.date,
      certainty: leaving.certainty,
      lawVersion: LAW,
      knownFrom: goesLater ? later(life.recordedOn, intended.recordedOn) : life.recordedOn,
      window: windowOf(leaving.date, [...minus, ...plus]),
      prompts: ended ? [] : staysOn ? minus : [...minus, ...plus],
      duties: life.additionalSupportNeeds === 'no' ? [] : duties(leaving.date),
      dataGaps: leaving.dataGaps,
      basis,
      expectedStage: stageOn(life, life.bornOn, leaving.date),
      overBecause: ended ? 'They have left school' : null,
      because: leaving.provisional ? 'holiday-unknown' : staysOn ? 'stays-on' : 'dated',
    }),
  ]
}

type Leaving = {
  date: CivilDate
  certainty: Certainty
  dataGaps: string[]
  basis: Basis[]
  provisional: boolean
}

function leavingDate(life: Life, bornOn: CivilDate): Leaving {
  const month = monthOf(bornOn)
  const derived = derivedFromBirth(life)
  const dataGaps = life.pupil === 'unknown' ? ['whether they are on a school roll'] : []
  if (month >= 3 && month <= 9) {
    const date = dayIn(yearOf(bornOn) + 16, 5, 31)
    return {
      date,
      certainty: derived,
      dataGaps,
      basis: [],
      provisional: false,
    }
  }
  const year = yearOf(bornOn) + (month <= 2 ? 15 : 16)
  const december = dayIn(year, 12, 21)
  if (life.pupil === 'no')
    return {
      date: december,
      certainty: derived,
      dataGaps,
      basis: [],
      provisional: false,
    }
  const session = `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  const held = life.christmasHolidayFirstDay[session]
  if (held) {
    const basis: Basis[] = [own(`christmas_holiday_first_day ${session}`, held)]
    return {
      date: held,
      certainty: derived,
      dataGaps,
      basis,
      provisional: false,
    }
  }
  return {
    date: december,
    certainty: derived === 'reported' ? 'reported' : 'provisional',
    dataGaps: [...dataGaps, 'first day of the Christmas holiday'],
    basis: [],
    provisional: true,
  }
}

function duties(leavingOn: CivilDate): Duty[] {
  return [
    {
      what: 'ask other agencies what they can offer',
      by: addMonths(leavingOn, -12),
      standing: 'guidance',
    },
    {
      what: 'pass information on, with agreement',
      by: addMonths(leavingOn, -6),
      standing: 'statutory',
    },
  ]
}

/** The stage the record implies on that day; from the birth date where no stage is held. Null outside P1 to S6. */
function stageOn(life: Life, bornOn: CivilDate, day: CivilDate): string | null {
  const session = monthOf(day) >= 8 ? yearOf(day) : yearOf(day) - 1
  const stages = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6']
  const held = life.stage === null ? -1 : stages.indexOf(life.stage)
  if (held >= 0 && life.stageSession)
    return stages[held + session - Number(life.stageSession.slice(0, 4))] ?? null
  const began = yearOf(bornOn) + (monthOf(bornOn) <= 2 ? 4 : 5) + (life.deferredEntry ? 1 : 0)
  return stages[session - began] ?? null
}

const SAYS: Readonly<Record<string, string>> = {
  '-26w': 'Leaving school is about six months away. Talk about what they want next. Is there an offer?',
  '-12w': 'Leaving school is about 12 weeks away. Is there an offer they want to take up?',
  '-6w': 'Leaving school is about six weeks away. Check that the offer still stands and who will help.',
  '-2w': 'Leaving school is about two weeks away. Agree who they will hear from after the last day.',
  '+2w':
    'They could leave school two weeks ago. Ask what they are doing now, and check with the careers service.',
  '+6w': 'They could leave school six weeks ago. Is the place they went to working out?',
  '+12w': 'They could leave school 12 weeks ago. Ask again how things are and what would help.',
  now: 'Leaving school is close and earlier steps have passed. Talk as soon as you can. Pass information on, with their agreement.',
}

function words({ date, because, bornOn }: Told): Words {
  const explanation =
    because === 'elsewhere'
      ? 'Scottish rule does not apply. Their school is not in Scotland.'
      : because === 'no-birth-date'
        ? 'The day cannot be found without a date of birth.'
        : [
            `Born ${dayInWords(bornOn)}, so they can leave school on ${dayInWords(date)}.`,
            because === 'holiday-unknown'
              ? 'The first day of the Christmas holiday is not known for this school. 21 December is used until it is.'
              : '',
            'Being able to leave is not the same as leaving.',
          ]
            .filter(Boolean)
            .join(' ')
  return {
    title: 'Can leave school',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'A recorded day on which they left school, or staying on after this day.',
    suggestedActions: ['Ask what they want next', 'Speak to the school and the careers adviser'],
  }
}
