import { z } from 'zod'
import { parseCivilDate } from '~/shared/civil-date'
import { alternativeKinds, audiences, bands, cardStatuses, confidences, grades, hurts, topics } from './card'

const words = z.string().trim().min(1)
const day = z.string().transform((said, context) => {
  const read = parseCivilDate(said)
  if (read !== null) return read
  context.addIssue({ code: 'custom', message: `${said} is not a day` })
  return z.NEVER
})

const Alternative = z.strictObject({ kind: z.enum(alternativeKinds), ref: words, says: words })

const Evidence = z.strictObject({
  claim: words,
  says: words.optional(),
  source: words,
  year: z.int().min(1900).max(2100),
  place: words,
  grade: z.enum(grades),
  confidence: z.enum(confidences),
  url: z.url().optional(),
})

const Wording = z.strictObject({
  placeAndMoment: words,
  myth: words,
  whatIsTrue: words,
  reality: words,
  askFirst: words,
  talk: z.array(z.strictObject({ kind: z.enum(['feelings', 'next']), says: words })),
})

/** A card as its file says it (domain/B0): the head of the file, and what stands under each heading. */
export const CardInput = z.strictObject({
  ...Wording.shape,
  id: z.string().regex(/^[A-Z]\d{2}$/),
  title: words,
  status: z.enum(cardStatuses),
  under12: Wording.nullable(),
  ifTheySay: words,
  alternatives: z.array(Alternative),
  evidence: z.array(Evidence),
  ages: z.array(z.enum(bands)),
  transitions: z.array(z.string().regex(/^[A-Z\d_]+$/)),
  topics: z.array(z.enum(topics)),
  isOpportunity: z.boolean(),
  notAfter: z.array(z.enum(hurts)),
  avoid: z.array(words),
  contentWarnings: z.array(words),
  imageTags: z.array(words),
  aims: z.array(words),
  provenance: z.strictObject({
    livedExperience: z.boolean(),
    writtenFrom: words,
    readByPanelOn: day.nullable().default(null),
  }),
  audience: z.enum(audiences),
  minutes: z.int().min(1).max(60),
  reviewBy: day.nullable(),
  publishedOn: day.nullable(),
})

export type CardFile = z.infer<typeof CardInput>

const OfferInput = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  name: words,
  kind: words,
  who: words,
  area: words,
  says: words,
  url: z.url().optional(),
  phone: words.optional(),
  youngestAge: z.int().optional(),
  oldestAge: z.int().optional(),
  lastCheckedOn: day,
})

export type OfferFile = z.infer<typeof OfferInput>

export const OffersInput = z.array(OfferInput)
