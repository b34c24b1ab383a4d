import { z } from 'zod'
import { longText } from '~/shared/fields'
import { NOTE_MAX } from './words'

export const NoteInput = z.object({ words: longText('what you talked about', NOTE_MAX) })
