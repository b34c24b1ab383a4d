import { z } from 'zod'
import { choice, day, longText, optionalDay } from '~/shared/fields'

export const LAW_FOUND_MAX = 2_000

/** An item of the law watch, as its file has it. */
export const LawItemInput = z.object({
  item: z.number().int().positive(),
  title: z.string().min(1),
  law: z.string().min(1),
  state: z.string().min(1),
  needed: z.string().min(1),
  url: z.url(),
  read_on: day('the day it was read'),
  rules: z.array(z.string()),
})

/** What somebody who looked at it says. */
export const LawCheckInput = z.object({
  state: choice('how it stands', ['not-in-force', 'in-part', 'in-force', 'not-found', 'settled']),
  found: longText('what you found', LAW_FOUND_MAX),
  effectiveOn: optionalDay('the day from which it holds'),
})
