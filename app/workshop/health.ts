import { addMonths, type CivilDate } from '~/shared/civil-date'

/** How a rule did here. Null: from one to four, which is not told. Days: before the change, less than none after it. */
export type RuleHealth = {
  rule: string
  shown: number | null
  acted: number | null
  putOff: number | null
  alreadyDone: number | null
  notRight: number | null
  notTrue: number | null
  notRightOtherwise: number | null
  useful: number | null
  notUseful: number | null
  /** Ten or more were decided, and of more than six in ten it was said that it was not right. */
  isOftenNotRight: boolean
  /** Null where fewer than five people are behind it. */
  daysBefore: { middle: number; least: number; most: number } | null
}

/** It looks back a year: of a shorter time most rules would tell too little. */
export function healthSince(today: CivilDate): CivilDate {
  return addMonths(today, -12)
}
