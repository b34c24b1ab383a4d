import type { Rule } from './rule'
import { age16 } from './rules/age-16'
import { age17And6Months } from './rules/age-17-6m'
import { age18 } from './rules/age-18'
import { age19 } from './rules/age-19'
import { age21 } from './rules/age-21'
import { age26 } from './rules/age-26'
import { attendanceDrop } from './rules/attendance-drop'
import { bailStart } from './rules/bail-start'
import { bereavement } from './rules/bereavement'
import { continuingCare } from './rules/continuing-care'
import { courtDate } from './rules/court-date'
import { cpProcess } from './rules/cp-process'
import { cpoReview } from './rules/cpo-review'
import { cpoStart } from './rules/cpo-start'
import { csoEnd } from './rules/cso-end'
import { custodyStart } from './rules/custody-start'
import { destinationUnconfirmed } from './rules/destination-unconfirmed'
import { diversionEnd } from './rules/diversion-end'
import { diversionOffer } from './rules/diversion-offer'
import { dttoReview } from './rules/dtto-review'
import { eeiReferral } from './rules/eei-referral'
import { exclusion } from './rules/exclusion'
import { homeless } from './rules/homeless'
import { homelessNotice } from './rules/homeless-notice'
import { hospitalViolence } from './rules/hospital-violence'
import { icsoEnd } from './rules/icso-end'
import { lookedAfterEnds } from './rules/looked-after-ends'
import { missingReturn } from './rules/missing-return'
import { moveOfHome } from './rules/move-of-home'
import { orderEnd } from './rules/order-end'
import { p7ToS1 } from './rules/p7-s1'
import { parentImprisoned } from './rules/parent-imprisoned'
import { parentReleased } from './rules/parent-released'
import { partTimeTimetable } from './rules/part-time-timetable'
import { programmeEnd } from './rules/programme-end'
import { release } from './rules/release'
import { remand } from './rules/remand'
import { s4S5S6 } from './rules/s4-s5-s6'
import { safeguardingNow } from './rules/safeguarding-now'
import { schoolLeaving } from './rules/school-leaving'
import { schoolMove } from './rules/school-move'
import { season } from './rules/season'
import { secureExit } from './rules/secure-exit'
import { secureReview } from './rules/secure-review'

import { serviceFundingEnd } from './rules/service-funding-end'
import { structuredDeferredSentence } from './rules/structured-deferred-sentence'
import { workerChange } from './rules/worker-change'

export const rules: readonly Rule[] = [
  schoolLeaving,
  destinationUnconfirmed,
  exclusion,
  partTimeTimetable,
  schoolMove,
  p7ToS1,
  s4S5S6,
  attendanceDrop,
  age16,
  age17And6Months,
  age18,
  age19,
  age21,
  age26,
  csoEnd,
  icsoEnd,
  secureReview,
  secureExit,
  lookedAfterEnds,
  continuingCare,
  custodyStart,
  release,
  courtDate,
  eeiReferral,
  diversionOffer,
  diversionEnd,
  bailStart,
  remand,
  structuredDeferredSentence,
  cpoStart,
  cpoReview,
  orderEnd,
  dttoReview,
  moveOfHome,
  missingReturn,
  parentImprisoned,
  parentReleased,
  bereavement,
  homelessNotice,
  homeless,
  hospitalViolence,
  cpProcess,
  programmeEnd,
  season,
  safeguardingNow,
  workerChange,
  serviceFundingEnd,
]

/** Each rule by its code, as it is stored. */
export const rulesByCode: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.code, rule]))
