import { formatDay } from '~/shared/civil-date'
import type { ApartCode, SnapshotKind, StepCode } from './measures'
import { inWords, type Period, YEAR } from './period'
import { type Cell, HIDDEN, shareOf } from './small-numbers'

export const insightWords = {
  title: 'Insight',
  funnel: 'How far it got',
  step: 'Step',
  count: 'Count',
  share: 'Of the step before',
  noShare: 'Not shown',
  start: 'Start',
  apart: 'Not known, or not in this line',
  what: 'What each figure means',
  csv: 'Download as CSV',
  period: 'Which months',
  change: 'Show',
  ofHundred: (share: number) => `${share} of 100`,
  csvHides: 'The file hides small numbers: it may leave your team.',
  hiddenWhy:
    'Where it says “hidden”, somebody could be worked out. Some larger numbers are hidden too, so that nobody can tell which are small.',
  empty: 'Needs 10 referrals to show',
  emptySays: 'Figures appear here once 10 referrals have been sent in these months.',
  emptyPublished: 'Figures appear here once 10 referrals have been sent, after the next Monday.',
  seeReferrals: 'See referrals',
}

/** What the figures count, and whose they are. */
export const unitWords: Record<SnapshotKind, { one: string; many: string; says: string }> = {
  organisation: {
    one: 'change',
    many: 'changes',
    says: 'Changes in young people’s lives are counted, each of them once, however many prompts it raised.',
  },
  programmes: {
    one: 'referral',
    many: 'referrals',
    says: 'Referrals to your programmes are counted. What came before one was sent is counted by those who send it.',
  },
}

/** Whose figures they are and how new, plainly. */
export function standingWords(
  standing: { kind: 'live'; period: Period } | { kind: 'published'; weekOn: Period['from']; period: Period },
): string {
  if (standing.kind === 'live') return `Live, for the people you may see. ${inWords(standing.period)}.`
  return `As of ${formatDay(standing.weekOn)}. ${inWords(standing.period)}. New figures may come each Monday.`
}

export const tooClose =
  'This Monday’s figures were too close to an earlier report: laid side by side they could tell of somebody. Those shown are the last that could be given.'

export function periodName({ code, from, until }: Period): string {
  return code === YEAR ? `12 months, ${inWords({ from, until })}` : `Quarter, ${inWords({ from, until })}`
}

type Meaning = { name: string; says: string; of: string }

/** Each figure in plain words: what is counted, and out of what. */
export const stepWords: Record<StepCode, Meaning> = {
  needed: {
    name: 'Needed',
    says: 'A change came up: the first day on which Airt was to raise it lies in these months, and nobody found it was not right.',
    of: 'The start of the line. What was not right, and people entered by mistake, are left out.',
  },
  prompted: {
    name: 'Prompted',
    says: 'Its day came while nobody had decided about it yet and the young person’s record was open, so it was shown to somebody.',
    of: 'Out of those needed.',
  },
  offered: {
    name: 'Offered',
    says: 'Something real was put forward for it: a session planned or held with an alternative in it, or a referral written.',
    of: 'Out of those prompted.',
  },
  sent: {
    name: 'Sent',
    says: 'A referral for it was sent to a programme.',
    of: 'Out of those offered something.',
  },
  answered: {
    name: 'Answered',
    says: 'The programme said something that moves it: yes, the waiting list, somewhere better, no, or a question.',
    of: 'Out of those sent.',
  },
  'first-meeting': {
    name: 'First meeting',
    says: 'The young person came to a first meeting. A yes from the programme is not counted as this, nor is a day that was booked.',
    of: 'Out of those answered.',
  },
  'third-session': {
    name: 'Session 3',
    says: 'The programme said that the young person came a third time.',
    of: 'Out of those who came to a first meeting.',
  },
  finished: {
    name: 'Finished',
    says: 'It ended as planned.',
    of: 'Out of those who came a third time.',
  },
}

export const apartWords: Record<ApartCode | 'unlinked', { name: string; says: string }> = {
  'offered-early': {
    name: 'Offered before its day',
    says: 'Something was offered before the day came, or after the record was closed. It is not counted as prompted, nor further on.',
  },
  'nobody-said': {
    name: 'Nobody has said who came',
    says: 'The day of the first meeting has passed and the programme has not said whether the young person came.',
  },
  'no-third-session': {
    name: 'Finished, no session 3 noted',
    says: 'It ended as planned and nobody noted a third session. It is not counted as finished.',
  },
  unlinked: {
    name: 'Referrals not linked to a change',
    says: 'Referrals sent in these months that do not say which change they are for. They are in no step.',
  },
}

export const whatWords = {
  title: 'What each figure means',
  lede: 'One line of steps, everywhere the same. Each step counts only what was counted in the step before it.',
  steps: 'The steps',
  apart: 'What is not known, or not in the line',
  whoTitle: 'Who sees what',
  who: [
    'Youth workers, justice social workers and team managers see their own people’s figures as they are now, with nothing hidden: it is a list to work with.',
    'Programmes, and whoever looks after data protection, see the figures of the last Monday on which they could be given. So does every file that is downloaded hide small numbers.',
  ],
  hiddenTitle: 'What is hidden, and why',
  hidden: [
    'A number from 1 to 4 is hidden, or more where an organisation has set it so, and so are as many others as it takes that nobody can work it out, even knowing these rules.',
    'A step that everybody or nobody reached is hidden, and so is one that fewer than five more people reached than the step after it.',
    'There is no share of fewer than 20.',
    'Figures in which fewer than five people differ from an earlier report are not given.',
    'Published figures are for 12 months only: with shorter ones beside them, people could be worked out.',
  ],
  back: 'Insight',
}

/** One sentence with the numbers, written by rule. */
export function sentenceOf(steps: readonly { step: StepCode; count: Cell }[], kind: SnapshotKind): string {
  const base =
    steps.find(({ step }) => step === (kind === 'programmes' ? 'sent' : 'offered'))?.count ?? HIDDEN
  const met = steps.find(({ step }) => step === 'first-meeting')?.count ?? HIDDEN
  const what = kind === 'programmes' ? 'sent to your programmes' : 'in which something was offered'
  if (base === HIDDEN) return `Too few to say how many ${unitWords[kind].many} led to a first meeting.`
  const named = base === 1 ? `1 ${unitWords[kind].one}` : `${base} ${unitWords[kind].many}`
  if (met === HIDDEN) return `Of ${named} ${what}, how many led to a first meeting cannot be shown.`
  const share = shareOf(met, base)
  return `Of ${named} ${what}, ${met === 0 ? 'none' : met} led to a first meeting${share === null ? '' : ` (${share} of 100)`}.`
}

/** What a cell says to a reader. */
export function cellWords(cell: Cell): string {
  return cell === HIDDEN ? HIDDEN : String(cell)
}
