import { addMonths, birthdayOn, type CivilDate, later } from '~/shared/civil-date'
import { birthDate, dayInWords, derivedFromBirth, found, isMarked, restsOn } from '../basis'
import {
  type Basis,
  type Found,
  type Life,
  type Prompt,
  type Rule,
  ruleOf,
  type Settings,
  type Step,
  type Told,
  type Words,
} from '../rule'
import { promptsFrom, windowOf } from '../steps'
import type { WhyRaised } from './care'

type Age<Own extends Settings> = Pick<Rule, 'code' | 'scope' | 'ownerRole' | 'source' | 'lawVersions'> & {
  /** Raised when what the rule finds changes. */
  edition?: number
  years: number
  /** Beyond the birthday, counted from the birth date in one step. */
  months?: number
  steps: readonly Step[]
  /** What it lets be set beside its steps, and what that changes: the version of the law that holds for this person. */
  own?: Own
  lawFor?: (bornOn: CivilDate, date: CivilDate, own: Own) => Pick<Found, 'lawVersion' | 'because'>
  /** From guidance and not from statute. */
  isPractice?: true
  /** Null holds the prompts back; the day is found for everyone. */
  whyRaised?: (life: Life, date: CivilDate) => WhyRaised | null
  /** Something planned that the day makes matter. */
  warning?: (life: Life, date: CivilDate) => { says: string; basis: Basis } | null
  /** '16', or 'about 17 and a half'. */
  reached: string
  whatChanges: (told: Told) => string
  /** By step; a `now` has its own words. */
  says: Readonly<Record<string, string>> | ((told: Told) => Readonly<Record<string, string>>)
  suggestedActions: readonly string[]
}

/** A rule about reaching an age, at the start of the birthday (domain/A, G-1). */
export function ageRule<Own extends Settings = Settings>(age: Age<Own>): Rule {
  return ruleOf({
    code: age.code,
    scope: age.scope,
    edition: age.edition ?? 1,
    lawVersions: age.lawVersions,
    source: age.source,
    ownerRole: age.ownerRole,
    graceDays: 14,
    needs: null,
    settings: { ...age.own, steps: age.steps },
    find: (life, settings) => [findAge(age, life, settings as Own & { steps: readonly Step[] })],
    words: (told) => wordsOf(age, told),
  })
}

function findAge<Own extends Settings>(
  age: Age<Own>,
  life: Life,
  settings: Own & { steps: readonly Step[] },
): Found {
  const lawVersion = age.lawVersions[0]?.code ?? ''
  const { bornOn, recordedOn } = life
  if (bornOn === null) {
    return found({
      date: null,
      certainty: 'unknown',
      lawVersion,
      knownFrom: recordedOn,
      dataGaps: ['date of birth'],
    })
  }
  const date =
    age.months === undefined ? birthdayOn(bornOn, age.years) : addMonths(bornOn, age.years * 12 + age.months)
  const prompts = promptsFrom(date, settings.steps, life.workingDays)
  const derived = derivedFromBirth(life)
  const why = age.whyRaised ? age.whyRaised(life, date) : EVERYONE
  const law = age.lawFor ? age.lawFor(bornOn, date, settings) : null
  const warning = age.warning ? age.warning(life, date) : null
  return {
    occurrence: 'once',
    date,
    window: windowOf(date, prompts),
    certainty: age.isPractice && derived !== 'reported' ? 'practice-standard' : derived,
    prompts: why === null ? [] : upTo(why.until, prompts),
    duties: [],
    dataGaps: [],
    warnings: warning ? [warning.says] : [],
    basis: why?.fact || warning ? basisOf(why, warning) : birthDate,
    expectedStage: null,
    urgent: false,
    scope: why === null ? null : why.scope,
    round: null,
    knownFrom: why?.fact ? later(recordedOn, why.fact.recordedOn) : recordedOn,
    stillRuns: false,
    overBecause: null,
    asksFrom: null,
    lawVersion: law?.lawVersion ?? lawVersion,
    because: law?.because ?? why?.because ?? '',
    rule: null,
    cluster: null,
  }
}

const EVERYONE: WhyRaised = { fact: null, until: null, scope: null, because: '' }

function upTo(until: CivilDate | null, prompts: readonly Prompt[]): readonly Prompt[] {
  return until === null ? prompts : prompts.filter(({ on }) => on <= until)
}

function basisOf(why: WhyRaised | null, warning: { basis: Basis } | null): Basis[] {
  const basis = [...birthDate]
  if (why?.fact) basis.push(restsOn(why.fact))
  if (warning) basis.push(warning.basis)
  return basis
}

function wordsOf<Own extends Settings>(age: Age<Own>, told: Told): Words {
  const explanation = explanationOf(age, told)
  const says: Readonly<Record<string, string>> = {
    now: `They turn ${age.reached}: earlier steps have passed. Read what changes and talk as soon as you can.`,
    ...(typeof age.says === 'function' ? age.says(told) : age.says),
  }
  return {
    title: `Turns ${age.reached}`,
    explanation,
    says: (step) => says[step] ?? explanation,
    whatWouldEndIt: isMarked(told, 'raised')
      ? 'A corrected date of birth, or a corrected record of what it rests on.'
      : 'Nothing but a corrected date of birth.',
    suggestedActions: age.suggestedActions,
  }
}

function explanationOf<Own extends Settings>(age: Age<Own>, told: Told): string {
  const { bornOn, date, certainty } = told
  if (bornOn === null || date === null) return 'The day cannot be found without a date of birth.'
  const opening =
    certainty === 'reported'
      ? `The date of birth is not certain. If it is ${dayInWords(bornOn)}, the day is`
      : `Born ${dayInWords(bornOn)}, so the day is`
  return `${opening} ${age.months === undefined ? '' : 'about '}${dayInWords(date)}. ${age.whatChanges(told)}`
}
