import { z } from 'zod'

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

export function id(what: string) {
  return z.uuid({ error: `Choose ${what}` })
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

function isoDay(said: string): string | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said)
  const spoken = /^(\d{1,2})[ /.-](\d{1,2})[ /.-](\d{4})$/.exec(said)
  const [year, month, date] = parts
    ? parts.slice(1).map(Number)
    : spoken
      ? spoken.slice(1).map(Number).reverse()
      : []
  if (!year || !month || !date || year < 1900 || month > 12 || date > daysIn(year, month)) return null
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
