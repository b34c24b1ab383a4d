import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { WhyNotADay } from './days.server'

export const dayWords = {
  title: 'Working days',
  lede: 'Some limits are counted in working days. These are the days of your organisation.',
  knownUntil: (on: CivilDate) =>
    `Holidays are known until ${formatDay(on)}. What is counted past that is provisional.`,
  own: 'Days of your own',
  none: 'There are none. Weekends and the Scottish bank holidays are free, all other days are worked.',
  worked: 'Worked',
  free: 'Free',
  remove: 'Take it away',
  add: 'Add or change a day',
  day: 'Day',
  works: 'Is it worked?',
  name: 'Name',
  nameHint: 'Such as “Local holiday”.',
  save: 'Save the day',
  startsWith: 'The Scottish bank holidays it starts with',
} as const

export const whyNotADay: Record<WhyNotADay, string> = {
  'changed-meanwhile': 'Somebody changed this day meanwhile. Look at it as it is now, then save.',
  unchanged: 'The day is like this already.',
  'too-far': 'Enter a day within a year past and ten years ahead.',
}
