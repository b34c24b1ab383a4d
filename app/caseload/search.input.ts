import { z } from 'zod'

export const SearchInput = z.object({ words: z.string().trim().max(100).default('') })
