import { z } from 'zod'
import { optionalDay } from '~/shared/fields'
import { line, optionalTime } from './plan.input'

/** Who was told of a fact that could not wait. */
export const ToldInput = z.object({
  worryWords: line('what they told you or what you saw', 10_000),
  toldWho: line('who you told'),
  toldOn: optionalDay('the day on which you told them'),
  toldAt: optionalTime,
})
