import { addMonths, type CivilDate, civilDate } from '~/shared/civil-date'
import { restsOn } from '../basis'
import type { Basis, Life } from '../rule'
import { stepsOf } from '../steps'
import { ageRule } from './ages'

export const age16 = ageRule({
  code: 'AGE_16',
  scope: 'wellbeing',
  years: 16,
  steps: stepsOf('-3m', '-4w', '0'),
  lawVersions: [
    { code: '1991-s1', effectiveFrom: civilDate('1991-09-25'), verifiedOn: civilDate('2026-11-24') },
  ],
  source: {
    title: 'Age of Legal Capacity (Scotland) Act 1991 ss.1, 3 and 6',
    url: 'https://www.legislation.gov.uk/ukpga/1991/50',
  },
  ownerRole: 'youth worker',
  warning: careEndsJustBefore,
  reached: '16',
  whatChanges: () =>
    'They can make most deals in their own name. A bad deal made at 16 or 17 may be undone by a court until they are 21. Get legal advice about debts, loans and phone contracts. Before any plan to end looked-after status, get advice. Ending it just before 16 may lose help after care. A new law may change this: check whether it is in force.',
  says: {
    '-3m':
      'They turn 16 in about three months. If they are looked after, check that nobody plans to end it before then.',
    '-4w': 'They turn 16 in about four weeks. Talk about money, deals and who to ask before signing.',
    '0': 'They turn 16 today. Ask about debts, loans or phone contracts, and where to get legal advice.',
  },
  suggestedActions: [
    'Ask about debts, loans and phone contracts',
    'Ask for legal advice where a deal does harm',
  ],
})

/** Whoever leaves care on or after 16 may have help after it (domain/A3). A planned end has not happened yet. */
function careEndsJustBefore(life: Life, sixteenOn: CivilDate): { says: string; basis: Basis } | null {
  const justBefore = addMonths(sixteenOn, -6)
  const planned = life.facts.findLast(
    ({ kind, endsOn, details }) =>
      kind === 'LOOKED_AFTER' &&
      details.ended !== 'yes' &&
      endsOn !== null &&
      endsOn >= justBefore &&
      endsOn < sixteenOn,
  )
  if (planned === undefined) return null
  return {
    says: 'looked-after status is planned to end just before 16: help after care may be lost, get advice first',
    basis: restsOn(planned),
  }
}
