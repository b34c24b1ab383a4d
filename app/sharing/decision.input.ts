import { z } from 'zod'
import { choice, day, longText, optionalLongText, optionalText } from '~/shared/fields'
import type { Result } from '~/shared/result'
import { duties, type SharingDecision } from './decision'
import { decisionWords } from './words'

const SAID_MAX = 2_000

/** Asked alone and first: nothing of the rest is read before it is answered. */
const Anyway = z.object({
  anyway: choice('whether you would share this even if they said no', ['no', 'yes']),
})

/** Where it is theirs to decide. */
const Consent = z.object({
  said: choice('what they said', ['yes']),
  saidBy: choice('who decided', ['themself', 'carer']),
  carer: optionalText('who said yes for them'),
  theirWords: longText('what they said', SAID_MAX),
  saidOn: day('the day on which they said yes'),
  contraryView: optionalLongText('why you think so', SAID_MAX),
  until: day('until when it is shared'),
})

/** Where it would be shared all the same: no word of consent is read, though a browser may have sent one. */
const Duty = z.object({
  basis: choice('what you are leaning on', duties),
  because: longText('why they must know', SAID_MAX),
  told: longText('what they were told, or why they were not', SAID_MAX),
  views: z.string().trim().max(SAID_MAX).default(''),
  until: day('until when it is shared'),
})

export type Issue = { path: PropertyKey[]; message: string }

/** The decision as a form says it, or each thing that is wrong with it. A no that they gave is said to be one, and asks for no more. */
export function readDecision(form: Readonly<Record<string, unknown>>): Result<SharingDecision, Issue[]> {
  const first = Anyway.safeParse(form)
  if (!first.success) return wrong(first.error)
  const { anyway } = first.data
  if (anyway === 'yes') {
    const duty = Duty.safeParse(form)
    return duty.success ? { ok: true, value: { anyway, ...duty.data } } : wrong(duty.error)
  }
  if (form.said === 'no')
    return { ok: false, reason: [{ path: ['said'], message: decisionWords.theySaidNo }] }
  const consent = Consent.safeParse(form)
  if (!consent.success) return wrong(consent.error)
  return { ok: true, value: { anyway, ...consent.data } }
}

function wrong({ issues }: z.ZodError): Result<never, Issue[]> {
  return { ok: false, reason: issues.map(({ path, message }) => ({ path, message })) }
}
