import { ageOn, type CivilDate, formatDay } from '~/shared/civil-date'
import type { About, ProgrammeToFit, Reason, Verdict } from './fit'
import { agesInWords, placesCounted } from './words'

export const verdictWords: Record<Verdict, string> = {
  fits: 'Fits',
  'check-first': 'Check first',
  'does-not-fit': 'Does not fit',
}

/** The word that stands before each reason, since colour never speaks alone. */
export const isWords: Record<Reason['is'], string> = { yes: 'yes', ask: 'ask', no: 'no', note: 'note' }

type Said = Pick<
  ProgrammeToFit,
  'youngestAge' | 'oldestAge' | 'councils' | 'nextStartOn' | 'usualWeeks' | 'lastCheckedOn'
>

/** One reason as a sentence, and where it comes from. `name` is how the young person is called. */
export function reasonInWords(
  reason: Reason,
  programme: Said,
  name: string,
): { says: string; from: string | null } {
  const { sentence, from } = told[reason.what] as Told
  return { says: sentence(reason as never, programme, name), from: from && sources[from](programme) }
}

type Source = keyof typeof sources

/** What the programme says is as good as the day on which somebody checked it. */
const sources = {
  programme: ({ lastCheckedOn }: Said) => `The programme, ${checked(lastCheckedOn)}`,
  both: ({ lastCheckedOn }: Said) => `The programme, ${checked(lastCheckedOn)}, and the record`,
  record: () => 'The record',
} as const

export function checked(on: CivilDate | null): string {
  return on === null ? 'not checked yet' : `checked on ${formatDay(on, 'short')}`
}

type Of<What extends Reason['what']> = Reason & { what: What }

type Told<About = never> = {
  sentence: (reason: About, programme: Said, name: string) => string
  /** Null where the sentence itself says who said it and when. */
  from: Source | null
}

const told: { [What in Reason['what']]: Told<Of<What>> } = {
  'age-fits': {
    sentence: ({ age, on }, programme, name) =>
      `${takes(programme)}: ${name} is ${age} ${when(on, programme)}.`,
    from: 'both',
  },
  'too-young': {
    sentence: ({ age, on, oldEnoughOn }, programme, name) =>
      `${takes(programme)}: ${name} is ${age} ${when(on, programme)}, and old enough on ${formatDay(oldEnoughOn, 'short')}.`,
    from: 'both',
  },
  'too-old': {
    sentence: ({ age, on }, programme, name) =>
      `${takes(programme)}: ${name} is ${age} ${when(on, programme)}.`,
    from: 'both',
  },
  'ages-not-said': {
    sentence: (_, __, name) => `It gives no ages. Ask whether it would suit ${name}.`,
    from: 'programme',
  },
  'birth-date-not-known': {
    sentence: (_, programme, name) => `${takes(programme)}, and ${name}’s birth date is not known. Ask.`,
    from: 'both',
  },
  'birth-date-not-sure': {
    sentence: ({ age, on }, programme, name) =>
      `${takes(programme)}, and ${name}’s birth date is not certain. By the record ${name} is ${age} ${when(on, programme)}. Ask.`,
    from: 'both',
  },
  outgrows: {
    sentence: ({ turns, on }, { usualWeeks }, name) =>
      `${name} turns ${turns} on ${formatDay(on, 'short')}, within the usual ${weeks(usualWeeks)}. Ask what happens then.`,
    from: 'both',
  },
  'in-area': { sentence: ({ council }) => `It works in ${council}.`, from: 'both' },
  'any-area': { sentence: () => 'It takes people from anywhere.', from: 'programme' },
  'council-not-known': {
    sentence: (_, { councils }, name) =>
      `It works in ${listed(councils)}, and ${name}’s council is not known. Ask.`,
    from: 'both',
  },
  'other-area': {
    sentence: ({ council }, { councils }, name) =>
      `It works in ${listed(councils)}, and ${name}’s council is ${council}.`,
    from: 'both',
  },
  'start-has-passed': {
    sentence: ({ on }) =>
      `The start day it gave, ${formatDay(on, 'short')}, has passed. Ask when it starts next.`,
    from: 'programme',
  },
  'has-places': {
    sentence: ({ places, on }) => `${placesCounted(places)} free, said on ${formatDay(on, 'short')}.`,
    from: null,
  },
  full: {
    sentence: ({ on, waitingWeeks }) =>
      waitingWeeks === null
        ? `It was full on ${formatDay(on, 'short')}. Ask how long the wait is.`
        : `It was full on ${formatDay(on, 'short')}: ${waitInWords(waitingWeeks)}. Ask first.`,
    from: null,
  },
  'places-said-long-ago': {
    sentence: ({ places, on }) =>
      `Ask first: ${placesCounted(places)} free on ${formatDay(on, 'short')}, and nobody has said since.`,
    from: null,
  },
  'places-not-said': { sentence: () => 'Nobody has said how many places are free. Ask.', from: null },
  paused: { sentence: () => 'It takes nobody new just now.', from: 'programme' },
  closed: { sentence: () => 'It has closed.', from: 'programme' },
  'takes-orders': { sentence: () => 'Open to people on an order.', from: 'both' },
  'takes-no-orders': {
    sentence: (_, __, name) => `It takes nobody on an order, and ${name} is on one, or soon will be.`,
    from: 'both',
  },
  'orders-by-asking': {
    sentence: (_, __, name) => `Ask whether ${name}’s order would stand in the way.`,
    from: 'both',
  },
  'order-not-known': {
    sentence: (_, __, name) =>
      `It may not take people on an order. Ask ${name}’s social worker whether this matters.`,
    from: 'programme',
  },
  'funding-ends-first': {
    sentence: ({ fundedUntil, needsUntil }, { usualWeeks }) =>
      `Its funding ends on ${formatDay(fundedUntil, 'short')}, before ${
        usualWeeks === null
          ? 'it starts'
          : `the usual ${weeks(usualWeeks)} are over on ${formatDay(needsUntil, 'short')}`
      }. Ask for a plan of who carries on.`,
    from: 'programme',
  },
  'funded-until': { sentence: ({ on }) => `Funded until ${formatDay(on, 'short')}.`, from: 'programme' },
  'funding-not-said': { sentence: () => 'It does not say until when it is funded.', from: 'programme' },
  'not-checked-lately': {
    sentence: ({ on }) =>
      on === null
        ? 'Nobody has checked what is written here.'
        : `Nobody has checked what is written here since ${formatDay(on, 'short')}.`,
    from: null,
  },
}

/** What a worker may still ask about what stands against it. */
const questionWords: {
  [What in (Reason & { is: 'no' })['what']]: (reason: Of<What>, name: string) => string
} = {
  'too-young': ({ oldEnoughOn }, name) =>
    `Ask whether ${name} could come to look round now, and start on ${formatDay(oldEnoughOn, 'short')}.`,
  'too-old': ({ age }) => `Ask whether somebody of ${age} could still come, or whom they would go to.`,
  'other-area': ({ council }) => `Ask whether they would take somebody from ${council}.`,
  'takes-no-orders': () => 'Ask what it is about an order that stands in the way.',
  paused: () => 'Ask when it takes people again.',
  closed: () => 'Ask what has come in its place.',
}

export function questionFor(reason: Reason & { is: 'no' }, name: string): string {
  const question = questionWords[reason.what] as (reason: never, name: string) => string
  return question(reason as never, name)
}

function takes({ youngestAge, oldestAge }: Said): string {
  return `Takes ${agesInWords(youngestAge, oldestAge)}`
}

/** Where no day is known on which it starts, it is today that counts. */
function when(on: CivilDate, { nextStartOn }: Said): string {
  return on === nextStartOn ? `on the start day, ${formatDay(on, 'short')}` : 'today'
}

function weeks(count: number | null): string {
  return count === 1 ? 'one week' : `${count} weeks`
}

export function waitInWords(count: number): string {
  return count === 0 ? 'no wait' : `about ${weeks(count)} to wait`
}

function listed(councils: readonly string[]): string {
  return new Intl.ListFormat('en-GB').format(councils)
}

export const fittedWords = {
  title: (name: string) => `Programmes for ${name}`,
  choose: 'Choose',
  chooseAnyway: 'Choose it all the same',
  anywayHint: 'You will be asked why. Your reason goes with the referral.',
  reasons: (programme: string) => `Why: ${programme}`,
  nothing: 'Nothing fits yet.',
  nothingAtAll:
    'No programme is in the directory yet. Whoever leads a programme can tell you what is coming.',
  nearest: 'The nearest, and what to ask',
  doesNotFit: (count: number, are: 'all' | 'and-others') =>
    `${verdictWords['does-not-fit']} (${are === 'all' ? count : `the ${count} nearest`})`,
  more: 'Others are in the directory',
  change: 'Change the record',
}

/** 'Aged 17, Northmoor': what the programmes are held against, and what of it is not known. */
export function aboutInWords({ bornOn, birthDateCertainty, council }: About, today: CivilDate): string {
  const age =
    bornOn === null
      ? 'Birth date not known'
      : `${birthDateCertainty === 'recorded' ? 'Aged' : 'Aged about'} ${ageOn(bornOn, today)}`
  return `${age} · ${council?.trim() || 'Council not known'}`
}
