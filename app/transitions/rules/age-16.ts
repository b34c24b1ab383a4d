import { birthdayOn, type CivilDate, civilDate, parseCivilDate } from '~/shared/civil-date'
import { dayInWords, isMarked, restsOn } from '../basis'
import { versionOn } from '../law'
import type { Basis, Fact, Life, Told } from '../rule'
import { stepsOf } from '../steps'
import { ageRule } from './ages'
import { ENDS_JUST_BEFORE_16, isPlannedJustBefore } from './care'

const LAWS = [
  { code: '1991-s1', effectiveFrom: civilDate('1991-09-25'), verifiedOn: civilDate('2026-11-24') },
  /** Children's hearings for everybody under 18: made, and not seen to be in force. */
  { code: '2024-s1', effectiveFrom: null, verifiedOn: civilDate('2026-11-27') },
]

/**
 * Source: Age of Legal Capacity (Scotland) Act 1991; Children (Care and Justice) (Scotland) Act 2024 s.1, which lets somebody be
 * referred to the Reporter until 18 and not until 16, from the day on which it comes into force.
 */
export const age16 = ageRule({
  code: 'AGE_16',
  scope: 'wellbeing',
  edition: 2,
  years: 16,
  steps: stepsOf('-3m', '-4w', '0'),
  own: { hearingsUnder18From: null as CivilDate | null },
  lawFor: (bornOn, sixteenOn, { hearingsUnder18From: from }) => ({
    lawVersion: versionOn(sixteenOn, LAWS, from),
    because: hearingsMark(bornOn, sixteenOn, from),
  }),
  lawVersions: LAWS,
  source: {
    title: 'Age of Legal Capacity (Scotland) Act 1991 ss.1, 3 and 6',
    url: 'https://www.legislation.gov.uk/ukpga/1991/50',
  },
  ownerRole: 'youth worker',
  warning: careEndsJustBefore,
  reached: '16',
  whatChanges: (told) =>
    `They can make most deals in their own name. A bad deal made at 16 or 17 may be undone by a court until they are 21. Get legal advice about debts, loans and phone contracts. Before any plan to end looked-after status, get advice. Ending it just before 16 may lose help after care. A new law may change this: check whether it is in force. ${hearingsWords(told)}`,
  says: (told) => ({
    '-3m': `They turn 16 in about three months. If they are looked after, check that nobody plans to end it before then.${isMarked(told, TO_18) ? '' : " If a children's hearing could help, ask the Reporter before that day."}`,
    '-4w': 'They turn 16 in about four weeks. Talk about money, deals and who to ask before signing.',
    '0': 'They turn 16 today. Ask about debts, loans or phone contracts, and where to get legal advice.',
  }),
  suggestedActions: [
    'Ask about debts, loans and phone contracts',
    'Ask for legal advice where a deal does harm',
  ],
})

const TO_18 = 'hearings-to-18'

/** Whether the change had come by the day they turn 16, comes while they are 16 or 17, or does not touch them. */
function hearingsMark(bornOn: CivilDate, sixteenOn: CivilDate, from: CivilDate | null): string {
  if (from === null || from >= birthdayOn(bornOn, 18)) return ''
  return from <= sixteenOn ? TO_18 : `${TO_18}-from ${from}`
}

function hearingsWords(told: Told): string {
  if (isMarked(told, TO_18)) return 'They can be referred to the Reporter until they turn 18.'
  const until16 =
    'From 16 they can be referred to the Reporter only if they have an order, or were referred before.'
  const from = parseCivilDate(/\bhearings-to-18-from (\S+)/.exec(told.because)?.[1] ?? '')
  return from === null
    ? until16
    : `${until16} From ${dayInWords(from)} they can be referred again, until they turn 18.`
}

/** A planned end has not happened yet: there is time to ask. */
function careEndsJustBefore(life: Life, sixteenOn: CivilDate): { says: string; basis: Basis } | null {
  let planned: Fact | null = null
  for (const fact of life.facts)
    if (fact.kind === 'LOOKED_AFTER' && isPlannedJustBefore(fact, sixteenOn)) planned = fact
  return planned && { says: ENDS_JUST_BEFORE_16, basis: restsOn(planned) }
}
