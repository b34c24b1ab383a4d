import { z } from 'zod'
import { choice, optionalDay, optionalText, shortText, version } from '~/shared/fields'
import { orderAnswers, programmeKinds, programmeStatuses, pulls } from './kinds'

/** How many places are free, as a form says it. */
export const PlacesInput = z.object({
  placesFree: whole('how many places are free', 0, 999),
  waitingWeeks: optionalWhole('the wait', 0, 104),
  nextStartOn: optionalDay('the day on which it starts'),
  version: version(),
})

export type PlacesInput = z.infer<typeof PlacesInput>

/** What the directory says of a programme, as its lead's form says it: each thing it gives is a tick of its own. */
export const ProgrammeInput = z.preprocess(
  withGives,
  z
    .object({
      name: shortText('the name', 100),
      kind: choice('the kind', programmeKinds),
      says: shortText('what it is', 1_000),
      gives: z.array(z.enum(pulls)),
      weekOne: textOrNothing('what the first week is like', 1_000),
      youngestAge: optionalWhole('the youngest age', 5, 30),
      oldestAge: optionalWhole('the oldest age', 5, 30),
      councils: textOrNothing('the councils', 1_000).transform(listed),
      place: textOrNothing('where it is'),
      times: textOrNothing('when it is'),
      isEvening: ticked(),
      isWeekend: ticked(),
      fundedUntil: optionalDay('the day until which it is funded'),
      funding: textOrNothing('who pays for it'),
      usualWeeks: optionalWhole('how many weeks people stay', 1, 520),
      sameWorker: optionalText('whether the same worker stays'),
      takesOrders: choice('whether it takes people on an order', orderAnswers),
      cost: textOrNothing('the cost'),
      travel: textOrNothing('how to get there'),
      whoLeads: textOrNothing('who leads it'),
      status: choice('whether it is open', programmeStatuses),
      /** How many young people its end concerns, as the form says and its lead has read. */
      touched: optionalWhole('how many it concerns', 0, 9_999),
      acknowledged: ticked(),
      version: version(),
    })
    .superRefine(({ youngestAge, oldestAge }, context) => {
      if (youngestAge === null || oldestAge === null || youngestAge <= oldestAge) return
      context.addIssue({
        code: 'custom',
        path: ['oldestAge'],
        message: 'Enter an oldest age that is not below the youngest',
      })
    }),
)

export type ProgrammeInput = z.infer<typeof ProgrammeInput>

function withGives(said: unknown): unknown {
  const form = said as Readonly<Record<string, unknown>>
  return { ...form, gives: pulls.filter((pull) => form[`gives-${pull}`] === 'yes') }
}

function ticked() {
  return z.preprocess((said) => said === 'yes', z.boolean())
}

function textOrNothing(what: string, max?: number) {
  return optionalText(what, max).transform((said) => said ?? '')
}

function listed(said: string): string[] {
  const councils = said.split(',').map((council) => council.trim())
  return [...new Set(councils.filter((council) => council !== ''))]
}

function whole(what: string, least: number, most: number) {
  const says = `Enter ${what} as a whole number from ${least} to ${most}`
  return z
    .string({ error: says })
    .trim()
    .regex(/^\d{1,4}$/, { error: says })
    .transform(Number)
    .pipe(z.number().min(least, { error: says }).max(most, { error: says }))
}

/** Left empty it is null. */
function optionalWhole(what: string, least: number, most: number) {
  return z.preprocess(
    (said) => (said === undefined || (typeof said === 'string' && said.trim() === '') ? null : said),
    whole(what, least, most).nullable(),
  )
}
