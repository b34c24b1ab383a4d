import { z } from 'zod'
import { choice, day, optionalDay, optionalLongText, optionalText, shortText, version } from '~/shared/fields'
import { type FactKindCode, factKinds, isFactKind } from './fact-kinds'

/** What a form says of a dated fact; its details come as `details.<name>`, those that its kind knows. */
export const FactInput = z
  .looseObject({
    kind: z
      .string({ error: 'Choose what happened or will happen' })
      .refine(isFactKind, { error: 'Choose what happened or will happen' }),
    happensOn: day('the day'),
    atTime: optionalText('the time').refine(
      (time) => time === null || /^([01]\d|2[0-3]):[0-5]\d$/.test(time),
      {
        error: 'Enter a time like 14:30',
      },
    ),
    endsOn: optionalDay('the last day'),
    certainty: choice('how sure this is', ['official', 'recorded', 'reported']),
    standing: choice('whether this is a fact, reported or an opinion', ['fact', 'reported', 'opinion']),
    source: shortText('who told you, or which paper says so'),
    documentRef: optionalText('the reference of the paper'),
    receivedOn: optionalDay('the day it came'),
    note: optionalLongText('the note'),
  })
  .transform((said, context) => {
    const kind = said.kind as FactKindCode
    if (said.endsOn !== null && said.endsOn < said.happensOn) {
      context.addIssue({
        code: 'custom',
        path: ['endsOn'],
        message: 'The end is before the start. Change one of the two days',
      })
    }
    const details: Record<string, string> = {}
    for (const [name, detail] of Object.entries(factKinds[kind].details)) {
      const value = String(said[`details.${name}`] ?? '').trim()
      if (value === '') continue
      const fits = DETAIL_FITS[typeof detail === 'string' ? detail : 'words'](value, detail)
      if (fits) details[name] = value
      else
        context.addIssue({
          code: 'custom',
          path: [`details.${name}`],
          message: 'This is not one of the answers it can have',
        })
    }
    const { happensOn, atTime, endsOn, certainty, standing, source, documentRef, receivedOn, note } = said
    return {
      kind,
      happensOn,
      atTime,
      endsOn,
      certainty,
      standing,
      source,
      documentRef,
      receivedOn,
      note,
      details,
    }
  })

export type FactInput = z.infer<typeof FactInput>

const DETAIL_FITS = {
  text: (value: string) => value.length <= 200,
  day: (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value),
  number: (value: string) => /^\d{1,5}$/.test(value),
  words: (value: string, detail: string | readonly string[]) => detail.includes(value),
}

export const CorrectFactInput = z.intersection(
  FactInput,
  z.object({ version: version(), because: shortText('in a few words why you correct it') }),
)

export const WithdrawFactInput = z.object({
  version: version(),
  because: shortText('in a few words why you withdraw it'),
})

export const ConfirmFactInput = z.object({ version: version() })

/** Between what was corrected by hand and what the source sends. */
export const SettleInput = z.object({
  version: version(),
  keep: choice('which is right', ['ours', 'theirs']),
})

/** The same of a record; who works with somebody is decided by itself. */
export const SettlePersonInput = SettleInput.extend({
  about: choice('what it is about', ['record', 'who-works-with-them']).default('record'),
})
