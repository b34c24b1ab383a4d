import { z } from 'zod'
import { day, optionalText, version } from '~/shared/fields'
import { LINE_MAX, thingsToBring } from './session'
import { timeTyped } from './time-typed'

export const line = (what: string, max = LINE_MAX) => optionalText(what, max).transform((said) => said ?? '')

export const optionalTime = z
  .string()
  .default('')
  .transform((said, context) => {
    if (said.trim() === '') return null
    const time = timeTyped(said)
    if (time !== null) return time
    context.addIssue({ code: 'custom', message: 'Enter a time like 2:30pm or 14:30' })
    return z.NEVER
  })

const MINUTES = 'Enter the minutes as a number from 5 to 480'
const minutes = z.preprocess(
  (said) => (said === undefined || String(said).trim() === '' ? null : said),
  z.coerce
    .number({ error: MINUTES })
    .int({ error: MINUTES })
    .min(5, { error: MINUTES })
    .max(480, { error: MINUTES })
    .nullable(),
)

/** `programme <organisation> <id>` or `offer <id>`; nothing where it is said in words alone. */
const alternative = z
  .string()
  .default('')
  .transform((said) => {
    const [kind, first = '', second = ''] = said.split(' ')
    const programme = z.tuple([z.uuid(), z.uuid()]).safeParse([first, second])
    if (kind === 'programme' && programme.success)
      return { organisationId: programme.data[0], programmeId: programme.data[1], offer: null }
    return { organisationId: null, programmeId: null, offer: kind === 'offer' && first ? first : null }
  })

const uuidOrNull = z.uuid().nullable().catch(null)

const fields = {
  plannedOn: day('the day'),
  plannedAt: optionalTime,
  minutes,
  place: line('the place'),
  aim: line('the aim'),
  opening: line('the opening question', 1000),
  strengthToBuildOn: line('the strength', 1000),
  alternative,
  alternativeSays: line('what to offer', 1000),
  bringOther: line('what to bring'),
  keepSafe: line('what keeps them safe', 2000),
  willNotRaise: line('what you will not raise', 2000),
}

/** What stands beside the named fields: `card.M01` with its version, `bring.food`. */
function gathered<T extends Record<string, unknown>>(said: T) {
  const cards = Object.entries(said).flatMap(([name, value]) => {
    const [, id] = /^card\.([A-Z]\d{2})$/.exec(name) ?? []
    return id && /^\d{1,4}$/.test(String(value)) ? [{ id, version: Number(value) }] : []
  })
  const bring: string[] = thingsToBring.filter((thing) => said[`bring.${thing}`] === 'yes')
  return { cards, bring }
}

export const PlanInput = z
  .looseObject({ ...fields, transitionId: uuidOrNull })
  .transform((said) => ({ ...said, ...gathered(said) }))

const ChangePlanInput = z
  .looseObject({ ...fields, version: version(), because: line('why it changes') })
  .transform((said) => ({ ...said, ...gathered(said) }))

const CancelInput = z.object({
  version: version(),
  cancelledBecause: z
    .string()
    .trim()
    .min(1, { error: 'Say why it is called off' })
    .max(LINE_MAX, { error: `Use ${LINE_MAX} characters or fewer` }),
})

const all = z.object(fields)

/** What a plan says, whether it is new or changed. */
export type Plan = z.output<typeof all> & { cards: { id: string; version: number }[]; bring: string[] }

type Changed = { act: 'change'; plan: z.output<typeof ChangePlanInput> }
type Cancelled = { act: 'cancel'; cancelled: z.output<typeof CancelInput> }

/** What the page of a plan sends: the plan as it is to be, or that it is called off (`act=cancel`). */
export const ChangeOrCancelInput: z.ZodType<Changed | Cancelled> = z
  .looseObject({ act: z.string().optional() })
  .transform((said, context) => {
    const cancels = said.act === 'cancel'
    const read = cancels ? CancelInput.safeParse(said) : ChangePlanInput.safeParse(said)
    if (!read.success) {
      for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message })
      return z.NEVER
    }
    return (cancels ? { act: 'cancel', cancelled: read.data } : { act: 'change', plan: read.data }) as
      | Changed
      | Cancelled
  })
