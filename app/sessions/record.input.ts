import { z } from 'zod'
import type { Landing } from '~/narratives/card'
import { choice, day, optionalDay, optionalLongText, version } from '~/shared/fields'
import { line, optionalTime } from './plan.input'
import { attendances, landings, obstacles } from './session'

const long = (what: string) => optionalLongText(what).transform((said) => said ?? '')

const fields = {
  attendance: choice('whether they came', attendances),
  obstacle: z.enum(obstacles).nullable().catch(null),
  gotInTheWay: line('what got in the way', 2000),
  did: long('what you did'),
  theirWords: long('their words'),
  strengthSeen: line('the strength you saw', 2000),
  nextStep: line('the next step', 2000),
  nextOn: optionalDay('the day of the next step'),
  worry: z.enum(['yes', 'no'], { error: 'Choose whether anything worries you' }),
  worryWords: line('what they told you or what you saw', 10_000),
  toldWho: line('who you told'),
  toldOn: optionalDay('the day on which you told them'),
  toldAt: optionalTime,
  otherCard: z.string().default(''),
}

export type CardMark = {
  id: string
  version: number
  askFirst: 'used' | 'skipped' | null
  skippedBecause: string
  landed: Landing | null
  said: string
}

/** Every `card.M01.…` of the form, and the other card that was used, each as one mark. */
function marks(said: Record<string, unknown>): CardMark[] {
  const at = (name: string) => String(said[name] ?? '').trim()
  const mark = (id: string, version: string, under: string): CardMark => ({
    id,
    version: Number(version),
    askFirst: (['used', 'skipped'] as const).find((each) => each === at(`${under}.askFirst`)) ?? null,
    skippedBecause: at(`${under}.skippedBecause`).slice(0, 1000),
    landed: landings.find((each) => each === at(`${under}.landed`)) ?? null,
    said: at(`${under}.said`).slice(0, 10_000),
  })
  const planned = Object.keys(said).flatMap((name) => {
    const [, id] = /^card\.([A-Z]\d{2})\.version$/.exec(name) ?? []
    return id && /^\d{1,4}$/.test(at(name)) ? [mark(id, at(name), `card.${id}`)] : []
  })
  const [, other, version] = /^([A-Z]\d{2}) (\d{1,4})$/.exec(at('otherCard')) ?? []
  return other && version ? [...planned, mark(other, version, 'other')] : planned
}

/**
 * A card that was used says whether the question came first, and why not where it did not. When something worries, nothing about a
 * card holds the form up: what is missing of it is left out.
 */
function whole<T extends { worry: 'yes' | 'no' } & Record<string, unknown>>(
  said: T,
  context: z.RefinementCtx,
) {
  const cards = marks(said)
  if (said.worry === 'yes') return { ...said, cards: cards.map(withoutGaps) }
  for (const card of cards) {
    const under = said.otherCard === `${card.id} ${card.version}` ? 'other' : `card.${card.id}`
    if (card.landed !== null && card.askFirst === null)
      context.addIssue({
        code: 'custom',
        path: [`${under}.askFirst`],
        message: 'Say whether you asked first',
      })
    if (card.askFirst === 'skipped' && card.skippedBecause === '')
      context.addIssue({
        code: 'custom',
        path: [`${under}.skippedBecause`],
        message: 'Say why you left the question out',
      })
  }
  return { ...said, cards }
}

function withoutGaps(card: CardMark): CardMark {
  return card.askFirst === 'skipped' && card.skippedBecause === '' ? { ...card, askFirst: null } : card
}

/** A session that was planned, or whose record is put right. */
export const RecordInput = z
  .looseObject({ ...fields, version: version(), because: line('why you change this') })
  .transform(whole)

/** One that was not planned. */
export const UnplannedInput = z
  .looseObject({
    ...fields,
    on: day('the day'),
    at: optionalTime,
    place: line('the place'),
    transitionId: z.uuid().nullable().catch(null),
  })
  .transform(whole)

const all = z.object(fields)

/** What a record says, whichever form it came by. */
export type Recorded = z.output<typeof all> & { cards: CardMark[] }
