import type { AppLoadContext } from '@remix-run/node'
import { signedIn } from '~/access/signed-in.server'
import { verifyFormKey } from '~/shared/form-key.server'
import { DraftInput } from './draft.input'
import { dropDraft, keepDraft } from './drafts.server'
import { KEPT_PATH } from './drafts-of-form.server'

/**
 * Keeps what a form's page sends while somebody writes. It is sent again and again under one key, which is proof of origin alone.
 * A page from an earlier session of the same worker is given keys of this one; any other worker's page reads whose session this is
 * and sends no more.
 * @returns `{ at }` as JSON; 400 for what no page of ours sends, 401, 403 with new keys, 404 for whom they do not see.
 */
export async function keepSent(asked: { request: Request; context: AppLoadContext }): Promise<Response> {
  const { db, worker, formKey } = await signedIn(asked)
  const read = DraftInput.safeParse(await asked.request.json().catch(() => null))
  if (!read.success) return new Response(null, { status: 400 })

  const { key, tried, ...draft } = read.data
  if (verifyFormKey(asked.context.secret, worker.formSecret, KEPT_PATH, key) === null) {
    const [path = ''] = draft.path.split('?')
    return Response.json(
      { owner: worker.id, key: formKey(KEPT_PATH), formKey: formKey(path) },
      { status: 403 },
    )
  }
  if (draft.fields.length === 0) {
    await dropDraft(db, draft.id)
    return Response.json({ at: '' })
  }
  const kept = await keepDraft(db, worker, draft, tried ? 'tried' : 'changed')
  return kept.ok ? Response.json(kept.value) : new Response(null, { status: 404 })
}
