import { z } from 'zod'
import { choice, longText, optionalText, version } from '~/shared/fields'
import { outcomes } from './unusual'

const SAID_MAX = 2_000

/** What came of it, as the form says it. */
export const ReviewInput = z
  .object({
    outcome: choice('what came of it', outcomes),
    said: longText('what you found out', SAID_MAX),
    referredTo: optionalText('whom it was referred to'),
    version: version(),
  })
  .superRefine(({ outcome, referredTo }, context) => {
    if (outcome === 'explained' || referredTo !== null) return
    context.addIssue({ code: 'custom', path: ['referredTo'], message: 'Enter whom it was referred to' })
  })
