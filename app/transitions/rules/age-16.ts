import { dayInWords } from '../basis'
import type { Told, Words } from '../rule'
import { stepsOf } from '../steps'
import { ageRule } from './ages'

export const age16 = ageRule({
  code: 'AGE_16',
  scope: 'wellbeing',
  years: 16,
  steps: stepsOf('-3m', '-4w', '0'),
  source: {
    title: 'Age of Legal Capacity (Scotland) Act 1991 s.6',
    url: 'https://www.legislation.gov.uk/ukpga/1991/50',
  },
  ownerRole: 'youth worker',
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '-3m':
    'They turn 16 in about three months. If they are looked after, check that nobody plans to end it before then.',
  '-4w': 'They turn 16 in about four weeks. Talk about money, deals and who to ask before signing.',
  '0': 'They turn 16 today. Ask about debts, loans or phone contracts, and where to get legal advice.',
  now: 'They turn 16: earlier steps have passed. Read what changes and talk as soon as you can.',
}

function words({ date, bornOn }: Told): Words {
  const explanation =
    date === null
      ? 'The day cannot be found without a date of birth.'
      : `Born ${dayInWords(bornOn)}, so the day is ${dayInWords(date)}. ${WHAT_CHANGES}`
  return {
    title: 'Turns 16',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'Nothing but a corrected date of birth.',
    suggestedActions: [
      'Ask about debts, loans and phone contracts',
      'Ask for legal advice where a deal does harm',
    ],
  }
}

const WHAT_CHANGES =
  'They can make most deals in their own name. A bad deal made at 16 or 17 may be undone by a court until they are 21. Get legal advice about debts, loans and phone contracts. Before any plan to end looked-after status, get advice. Ending it just before 16 may lose help after care. A new law may change this: check whether it is in force.'
