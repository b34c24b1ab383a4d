import { z } from 'zod'
import { choice } from '~/shared/fields'

export const TalkInput = z.object({ wish: choice('whether you would like to talk', ['ask', 'take-back']) })
