import { type WhyNotPlanned, type WhyNotRecorded, whyNotPlanned, whyNotRecorded } from './words'

const planFields: Partial<Record<WhyNotPlanned, string>> = {
  'day-passed': 'plannedOn',
  'day-too-far': 'plannedOn',
  'too-many-cards': 'cards',
  'no-opening-card': 'cards',
  'card-not-live': 'cards',
  'alternative-not-known': 'alternative',
  'because-missing': 'because',
}

/** The field that a refusal is about, with its words. */
export function planErrors(why: WhyNotPlanned): Record<string, string> {
  return { [planFields[why] ?? 'form']: whyNotPlanned[why] }
}

type Told = Readonly<Record<string, string>>

/** The same for a record. Of a worry everything that is missing is named at once: nobody is sent round again for it. */
export function recordErrors(why: WhyNotRecorded, said: Told): Record<string, string> {
  switch (why) {
    case 'told-who-missing':
    case 'told-when-missing':
    case 'worry-words-missing':
      return worryErrors(said)
    case 'told-ahead':
      return { toldOn: whyNotRecorded[why] }
    case 'because-missing':
      return { because: whyNotRecorded[why] }
    case 'card-not-live':
      return { otherCard: whyNotRecorded[why] }
    case 'not-yet':
      return { [said.on === undefined ? 'form' : 'on']: whyNotRecorded[why] }
    default:
      return { form: whyNotRecorded[why] }
  }
}

function worryErrors(said: Told): Record<string, string> {
  const isEmpty = (name: string) => (said[name] ?? '').trim() === ''
  return {
    ...(isEmpty('worryWords') && { worryWords: whyNotRecorded['worry-words-missing'] }),
    ...(isEmpty('toldWho') && { toldWho: whyNotRecorded['told-who-missing'] }),
    ...(isEmpty('toldOn') && { toldOn: whyNotRecorded['told-when-missing'] }),
    ...(isEmpty('toldAt') && { toldAt: whyNotRecorded['told-when-missing'] }),
  }
}
