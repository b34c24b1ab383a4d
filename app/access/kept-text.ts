import { formatDay, parseCivilDate } from '~/shared/civil-date'
import { inWords, type KeptField } from '~/ui/kept-form'
import { choiceWords, chosen, keptLabels } from './kept-words'

export type Written = readonly (readonly [name: string, value: string])[]

/** What a form said, without what must never be given back: a password, a code. */
export function worthKeeping(fields: Written): Written {
  return fields.filter(([name]) => !/password|passcode|secret|otp|^code$|^again$/i.test(name))
}

/** How each field is given back: what people wrote to be read and changed, what they chose to be read, the rest unseen. */
export function asKept(fields: Written): KeptField[] {
  return worthKeeping(fields).map(([name, value]) => {
    const hidden = /^(formKey|version|kept|to|act|end|step)$|(^id|Id|_id|Key)$/.test(name) || value === ''
    if (hidden) return { name, value, kind: 'hidden' }

    const label = labelOf(name)
    if (chosen.has(name))
      return { name, value, kind: 'choice', label, says: choiceWords[value] ?? inWords(value) }
    const day = parseCivilDate(value)
    if (day !== null) return { name, value, kind: 'day', label, says: formatDay(day, 'short') }
    return { name, value, kind: value.length > 60 || value.includes('\n') ? 'text' : 'line', label }
  })
}

/** `details.review_on` is read as "Review on". */
function labelOf(name: string): string {
  return keptLabels[name] ?? inWords(name.replace(/^details\./, ''))
}
