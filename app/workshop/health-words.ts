import { type CivilDate, formatDay } from '~/shared/civil-date'

export const healthWords = {
  title: 'How the rules are doing',
  one: 'How it is doing here',
  lede: (since: CivilDate) => `What was decided of their prompts since ${formatDay(since, 'short')}.`,
  why: 'Numbers from one to four are not told: somebody could be known by them. No worker is counted apart.',
  none: 'No prompt of any rule was shown or decided yet.',
  noneOfOne: 'No prompt of this rule was shown or decided yet.',
  oftenNotRight: 'More than six in ten who decided said that it was not right. Look at this rule.',
  look: 'To look at',
  others: 'The others',
  all: 'Each rule',
  shown: 'Shown',
  acted: 'Acted',
  putOff: 'Put off',
  alreadyDone: 'Already done',
  notRight: 'Not right',
  notTrue: 'of these, not true',
  notRightOtherwise: 'of these, something else',
  useful: 'Said to be useful',
  notUseful: 'Said not to be useful',
  daysBefore: 'Somebody had acted',
  tooFew: 'fewer than five',
  notKnown: 'too few to say',
  days: (days: number) => {
    if (days === 0) return 'on the day'
    const count = Math.abs(days) === 1 ? 'one day' : `${Math.abs(days)} days`
    return days > 0 ? `${count} before` : `${count} after`
  },
  middle: (middle: string, least: string, most: string) => `${middle} (the middle half: ${most} to ${least})`,
} as const
