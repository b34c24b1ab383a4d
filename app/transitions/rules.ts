import type { Rule } from './rule'
import { age16 } from './rules/age-16'
import { age17And6Months } from './rules/age-17-6m'
import { age18 } from './rules/age-18'
import { age19 } from './rules/age-19'
import { age21 } from './rules/age-21'
import { age26 } from './rules/age-26'
import { courtDate } from './rules/court-date'
import { csoEnd } from './rules/cso-end'
import { custodyStart } from './rules/custody-start'
import { icsoEnd } from './rules/icso-end'
import { moveOfHome } from './rules/move-of-home'
import { release } from './rules/release'
import { schoolLeaving } from './rules/school-leaving'

export const rules: readonly Rule[] = [
  schoolLeaving,
  age16,
  age17And6Months,
  age18,
  age19,
  age21,
  age26,
  csoEnd,
  icsoEnd,
  custodyStart,
  release,
  courtDate,
  moveOfHome,
]

/** Each rule by its code, as it is stored. */
export const rulesByCode: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.code, rule]))
