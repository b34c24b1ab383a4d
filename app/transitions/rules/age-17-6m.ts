import { dayInWords } from '../basis'
import type { Told, Words } from '../rule'
import { stepsOf } from '../steps'
import { ageRule, hasAny } from './ages'

const COURT = new Set(['COURT', 'BAIL', 'REMAND', 'CUSTODY', 'CPO_IMPOSED'])

export const age17And6Months = ageRule({
  code: 'AGE_17_6M',
  scope: 'justice',
  years: 17,
  months: 6,
  practice: true,
  steps: stepsOf('-8w'),
  raisedIf: (life) => hasAny(life, COURT),
  source: {
    title: 'Criminal Procedure (Scotland) Act 1995 s.49',
    url: 'https://www.legislation.gov.uk/ukpga/1995/46/section/49',
  },
  ownerRole: 'justice social worker',
  words,
})

const SAYS: Readonly<Record<string, string>> = {
  '-8w':
    "They are about eight weeks from 17 and a half. A report to court should speak about asking a children's hearing.",
  now: 'They turn about 17 and a half: earlier steps have passed. Read what changes and talk as soon as you can.',
}

function words({ date, bornOn }: Told): Words {
  const explanation =
    date === null
      ? 'The day cannot be found without a date of birth.'
      : `Born ${dayInWords(bornOn)}, so the day is about ${dayInWords(date)}. ${WHAT_CHANGES}`
  return {
    title: 'Turns about 17 and a half',
    explanation,
    says: (step) => SAYS[step] ?? explanation,
    whatWouldEndIt: 'Nothing but a corrected date of birth.',
    suggestedActions: ['Speak to whoever writes the report to court'],
  }
}

const WHAT_CHANGES =
  "Until about this day a criminal court may be able to ask a children's hearing for advice. Reports to court should speak about this. The law may have changed: check."
