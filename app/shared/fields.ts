import { z } from 'zod'
import { type CivilDate, parseCivilDate } from './civil-date'

export const SHORT_MAX = 200
export const LONG_MAX = 20_000

/** Builders for what arrives from a form; each takes the words for its field, as they follow "Enter". */
export function shortText(what: string, max = SHORT_MAX) {
  return text(what, max)
}

export function longText(what: string, max = LONG_MAX) {
  return text(what, max)
}

function text(what: string, max: number) {
  return z
    .string({ error: `Enter ${what}` })
    .trim()
    .transform((said) => said.replace(/\r\n?/g, '\n'))
    .pipe(
      z
        .string()
        .min(1, { error: `Enter ${what}` })
        .max(max, { error: `Use ${max.toLocaleString('en-GB')} characters or fewer for ${what}` }),
    )
}

export function email() {
  const says = 'Enter an email address like name@example.org'
  return z
    .string({ error: says })
    .trim()
    .toLowerCase()
    .max(254, { error: says })
    .pipe(z.email({ error: says }))
}

export function choice<const T extends readonly [string, ...string[]]>(what: string, values: T) {
  return z.enum(values, { error: `Choose ${what}` })
}

/** A day as ISO text, from a browser's date field, `31 3 2027` or `31/03/2027`. It must exist. */
export function day(what: string) {
  return z.string({ error: `Enter ${what}` }).transform((said, context) => {
    const read = isoDay(said.trim())
    if (read !== null) return read
    context.addIssue({
      code: 'custom',
      message: said.trim() ? `Enter ${what} as a real date, like 31 3 2027` : `Enter ${what}`,
    })
    return z.NEVER
  })
}

function isoDay(said: string): CivilDate | null {
  const spoken = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(said)
  const [, date = '', month = '', year = ''] = spoken ?? []
  const iso = spoken ? `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}` : said
  const read = parseCivilDate(iso)
  return read === null || read < '1900-01-01' ? null : read
}

/** Left empty it is null. */
export function optionalText(what: string, max = SHORT_MAX) {
  return emptyIsNull(shortText(what, max))
}

export function optionalLongText(what: string, max = LONG_MAX) {
  return emptyIsNull(longText(what, max))
}

export function optionalDay(what: string) {
  return emptyIsNull(day(what))
}

function emptyIsNull<T extends z.ZodType>(field: T) {
  return z.preprocess(
    (said) => (said === undefined || (typeof said === 'string' && said.trim() === '') ? null : said),
    field.nullable(),
  )
}

/** The version of the record that the form was made from. */
export function version() {
  return z.coerce.number({ error: 'Load the page again' }).int().positive()
}
