import { capital, inWords } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { Coverage } from './coverage'

export const coverageWords = {
  title: 'Changes that passed',
  month: 'Month',
  change: 'Show',
  table: 'What there was before the day',
  what: 'Before the day',
  count: 'Changes',
  passed: 'Changes that passed',
  conversation: 'A conversation: a session for it that they came to',
  plan: 'A plan: a session planned for it, or a decision to act',
  referral: 'A referral that was sent',
  notRight: 'Nothing, as somebody said it was not right for them',
  nothing: 'None of these',
  several: 'One change can have more than one of these.',
  counts:
    'It counts the changes that Airt asked about before their day. What was done for another change close to it counts too.',
  none: 'None of these before the day',
  noneSays: 'Each may still need something now. It may also be that it was done and not written down.',
  allCovered: 'Every change had something before its day.',
  nobodyAsked: 'No change that Airt asked about passed in this month.',
  noWorker: 'No worker',
  putOff: 'Put off before the day',
  nobodyDecided: 'Nobody decided',
  met: (times: number) =>
    times === 0
      ? 'they did not meet us meanwhile'
      : times === 1
        ? 'they met us once meanwhile, for something else'
        : `they met us ${inWords(times)} times meanwhile, for something else`,
  passedOn: (day: CivilDate) => `Passed on ${formatDay(day, 'short')}`,
  link: 'Changes that passed last month',
} as const

/** 'Of 14 changes that passed in October 2026, nine had a conversation before the day, seven a plan and five a referral.' */
export function coverageSays(coverage: Coverage, month: string): string {
  const { passed, conversation, plan, referral, nothing } = coverage
  if (passed === 0) return coverageWords.nobodyAsked
  const changes = passed === 1 ? 'Of one change' : `Of ${inWords(passed)} changes`
  const had = `${counted(conversation)} had a conversation before the day, ${counted(plan)} a plan and ${counted(referral)} a referral`
  return `${changes} that passed in ${month}, ${had}. ${nothing === 0 ? 'Each had something.' : `${capital(counted(nothing))} had nothing.`}`
}

function counted(count: number): string {
  return count === 0 ? 'none' : inWords(count)
}
