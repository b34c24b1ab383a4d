import { z } from 'zod'
import { choice, optionalDay, version } from '~/shared/fields'
import { type ActName, actNames, type SaidWithAct } from './acts'
import { reasons } from './reasons'

export const NOTE_MAX = 4_000

/**
 * One act on a referral. Each act of a page has its fields under its own name (`note.ask`, `onDay.book`), so that what is written
 * under one is not taken for another's; here they are read of the act that was chosen.
 */
export const MoveInput = z.record(z.string(), z.unknown()).transform((said, context): MoveInput => {
  const chosen = z.object({ act: choice('what it is', actNames), version: version() }).safeParse(said)
  if (!chosen.success) return wrong(context, chosen.error, null)
  const { act } = chosen.data
  const of = (name: string) => said[`${name}.${act}`]
  const fields = Said.safeParse({
    reason: of('reason'),
    note: of('note'),
    onDay: of('onDay'),
    atTime: of('atTime'),
    place: of('place'),
  })
  if (!fields.success) return wrong(context, fields.error, act)
  return { ...chosen.data, ...fields.data }
})

export type MoveInput = SaidWithAct & { version: number }

const emptyIsNull = (said: unknown) => (said === undefined || said === '' ? null : said)

const Said = z.object({
  reason: z.preprocess(emptyIsNull, choice('a reason', reasons).nullable()),
  note: z
    .string()
    .trim()
    .max(NOTE_MAX, { error: `Use ${NOTE_MAX.toLocaleString('en-GB')} characters or fewer` })
    .transform((words) => words.replace(/\r\n?/g, '\n'))
    .default(''),
  onDay: optionalDay('the day'),
  atTime: z.preprocess(
    (said) =>
      typeof said === 'string'
        ? emptyIsNull(
            said
              .trim()
              .replace('.', ':')
              .padStart(5, '0')
              .replace(/^00000$/, ''),
          )
        : null,
    z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Enter a time like 16:00' })
      .nullable(),
  ),
  place: z.preprocess(
    (said) => (typeof said === 'string' ? emptyIsNull(said.trim()) : null),
    z.string().max(200, { error: 'Use 200 characters or fewer for where' }).nullable(),
  ),
})

function wrong(context: z.RefinementCtx, { issues }: z.ZodError, act: ActName | null): never {
  for (const { path, message } of issues) {
    const at = path.map(String).join('.')
    context.addIssue({ code: 'custom', path: [act === null ? at : `${at}.${act}`], message })
  }
  return z.NEVER
}
