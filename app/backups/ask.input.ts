import { z } from 'zod'
import { choice } from '~/shared/fields'

export const AskInput = z.object({ ask: choice('what to do', ['backup', 'drill']) })
