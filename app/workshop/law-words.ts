import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { LawState } from './law.table'

export const lawWords = {
  title: 'Law watch',
  lede: 'What of the law behind the rules is open or may change. Each is looked at again within a year.',
  late: 'Due to be checked',
  due: (on: CivilDate) => `To be checked by ${formatDay(on)}`,
  dueBy: 'To be checked by',
  law: 'The law',
  state: 'When it was last read',
  needed: 'What is needed',
  rules: 'Rules that rest on it',
  noRules: 'None',
  last: 'Who looked last',
  nobody: (on: CivilDate) => `Nobody here has looked yet. It was last read on ${formatDay(on)}.`,
  check: 'I have checked this',
  stands: 'How it stands',
  found: 'What was found',
  foundHint: 'In a few lines, with where it stands written.',
  from: 'From which day',
  fromHint: 'Where the law is now in force, or partly so.',
  by: 'Checked by',
  save: 'Save the check',
  dayOnlyInForce: 'Leave the day empty, or say that the law is in force.',
} as const

export const lawStateWords: Record<LawState, string> = {
  'not-in-force': 'Not in force yet',
  'in-part': 'In force in part',
  'in-force': 'In force',
  'not-found': 'Nothing was found',
  settled: 'Checked, and nothing to change',
}
