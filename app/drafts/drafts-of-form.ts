import type { DraftOnPage } from '~/ui/draft-keeper'

export type Unfinished = { id: string; when: string; to: string }

/** What a page with a long form is given: the draft that it will keep, and what was left unfinished there before. */
export type DraftsOfForm = {
  onPage: DraftOnPage
  unfinished: readonly Unfinished[]
  /** What was written, by field, when a draft is gone on with; else nothing of any draft is shown. */
  values: Readonly<Record<string, string>> | null
  /** Signs what throws one away. */
  formKey: string
}

/**
 * The same once the form has come back to be mended (`said` is what was typed): it stays one draft, which the server has kept, and
 * is not offered beside itself.
 */
export function sentBack(
  drafts: DraftsOfForm,
  said: Readonly<Record<string, string>> | undefined,
): DraftsOfForm {
  const id = said?.draftId
  if (!id) return drafts
  return {
    ...drafts,
    onPage: { ...drafts.onPage, id, held: true },
    unfinished: drafts.unfinished.filter((each) => each.id !== id),
  }
}
