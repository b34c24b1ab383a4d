import { z } from 'zod'

/** A page of ours, with what it was asked for; no more than ids ever stand in one. */
const path = z.string().regex(/^\/(?!\/)[\w/-]{1,200}(\?[\w=&-]{0,200})?$/)

/** What a form's page sends while somebody writes. No fields: there is nothing left to keep. */
export const DraftInput = z.object({
  id: z.uuid(),
  key: z.string().max(200),
  path,
  personId: z.uuid().nullable(),
  fields: z.array(z.tuple([z.string().max(100), z.string()])).max(500),
  tried: z.boolean(),
})

/** Throwing one away, from the list or from the page of its form. */
export const ThrowAwayInput = z.object({ id: z.uuid(), back: path.catch('/drafts') })
