import type { Life, Rule } from '~/transitions/rule'
import { rulesByCode } from '~/transitions/rules'
import { transitionsIn } from '~/transitions/transitions-in'
import type { SameFound } from './same-lives'

/**
 * Rules that all three can say: no working days and no school holidays, of which the others know nothing, and neither contradictions nor
 * what is uncertain. Ours find more than is compared: why, until when, how sure, what to do.
 */
export const SHARED = ['AGE_16', 'AGE_18', 'SCHOOL_LEAVING', 'MOVE_OF_HOME', 'HOSPITAL_VIOLENCE'] as const

const table = SHARED.map((code) => rulesByCode.get(code)).filter((rule): rule is Rule => rule !== undefined)

export function foundByAirt(life: Life): SameFound[] {
  return transitionsIn(life, table).transitions.map(({ rule, occurrence, date, window, prompts }) => ({
    rule: rule.code,
    occurrence,
    on: date ?? '',
    from: window?.from ?? '',
    to: window?.to ?? '',
    prompts,
  }))
}
