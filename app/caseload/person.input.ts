import { z } from 'zod'
import { choice, day, optionalDay, optionalLongText, optionalText, shortText, version } from '~/shared/fields'

const stages = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6'] as const

function ticked() {
  return z.preprocess((said) => said === 'yes' || said === 'on' || said === 'true', z.boolean())
}

/** Who somebody is, as a form says it. One name is enough. */
export const PersonInput = z
  .object({
    givenName: optionalText('the given name'),
    familyName: optionalText('the family name'),
    preferredName: optionalText('the name they like'),
    pronouns: optionalText('the pronouns'),
    bornOn: optionalDay('the date of birth'),
    birthDateCertainty: choice('how sure the birth date is', ['recorded', 'estimated', 'disputed']).default(
      'recorded',
    ),
    schoolNation: choice('where the school is', [
      'scotland',
      'england',
      'wales',
      'northern-ireland',
      'other',
    ]).default('scotland'),
    school: optionalText('the school'),
    pupil: choice('whether they are at school', ['yes', 'no', 'unknown']).default('unknown'),
    stage: z.preprocess(
      (said) => (said === '' || said === undefined ? null : said),
      choice('the stage', stages).nullable(),
    ),
    stageIsNow: ticked(),
    deferredEntry: ticked(),
    additionalSupportNeeds: choice('whether they need extra help at school', [
      'yes',
      'no',
      'unknown',
    ]).default('unknown'),
    communicationNeeds: optionalLongText('what helps in talking'),
    language: optionalText('the language'),
    whatMatters: optionalLongText('what matters to them'),
    council: optionalText('the council'),
    postcode: optionalText('the postcode', 10),
    reference: optionalText('the reference'),
  })
  .superRefine((person, context) => {
    if (person.givenName || person.familyName || person.preferredName) return
    context.addIssue({ code: 'custom', path: ['preferredName'], message: 'Enter at least one name' })
  })

export type PersonInput = z.infer<typeof PersonInput>

export const EditPersonInput = z.intersection(
  PersonInput,
  z.object({ version: version(), because: shortText('in a few words why you change it') }),
)

export const ClosePersonInput = z.object({
  closedOn: day('the day on which it closed'),
  closedBecause: choice('why it closes', ['ended', 'moved-away', 'died', 'entered-by-mistake', 'other']),
  version: version(),
})

export const ReopenPersonInput = z.object({
  because: shortText('in a few words why it opens again'),
  version: version(),
})

export const NameInput = z.object({
  kind: choice('what kind of name it is', ['also', 'former', 'nick']),
  name: shortText('the name'),
})

export const WayInput = z.object({
  kind: choice('the way', ['phone', 'text', 'email', 'visit', 'other']),
  value: shortText('the number, the address or the way'),
  safe: choice('whether it is safe', ['yes', 'no', 'ask']),
  note: optionalText('the note', 500),
})

export const TieInput = z.object({
  relation: choice('how they know each other', [
    'family',
    'trusted-adult',
    'mentor',
    'school',
    'professional',
  ]),
  name: shortText('the name'),
  about: optionalText('what to know', 500),
  doNotContact: z.preprocess((said) => said === 'yes' || said === 'on', z.boolean()),
})

/** What is sent says which it is: a day and a reason to close, or why it opens again. */
export const closeOrReopen = z.looseObject({}).transform((said, context) => {
  const read = ('closedOn' in said ? ClosePersonInput : ReopenPersonInput).safeParse(said)
  if (read.success) return read.data
  for (const { path, message } of read.error.issues) context.addIssue({ code: 'custom', path, message })
  return z.NEVER
})
