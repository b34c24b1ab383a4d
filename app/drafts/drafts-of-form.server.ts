import { randomUUID } from 'node:crypto'
import type { AppLoadContext } from '@remix-run/node'
import type { SignedIn } from '~/access/signed-in.server'
import { formatDay, parseCivilDate } from '~/shared/civil-date'
import { fieldsOf, findDraftsAt, type HeldDraft, keepDraft } from './drafts.server'
import type { DraftsOfForm } from './drafts-of-form'

export const KEPT_PATH = '/drafts/kept'

type Asked = { request: Request; context: AppLoadContext }

/** Which drafts a page looks for: those of its own address, and the one that it is asked to go on with. */
export function draftAsked({ request }: Asked): { path: string; asked: string | null } {
  const { pathname, searchParams } = new URL(request.url)
  return { path: pathname.replace(/\.data$/, ''), asked: searchParams.get('draft') }
}

/**
 * Everything that `KeptDraft` and `UnfinishedDrafts` need. Opening a form creates no draft and shows no old text: one is gone on with
 * only when its own link was followed. `held` is what `draftsAt` found; left out, it is asked for.
 */
export async function draftsOfForm(
  asked: Asked,
  { db, worker, formKey }: Pick<SignedIn, 'db' | 'worker' | 'formKey'>,
  personId: string | null,
  held?: readonly HeldDraft[],
): Promise<DraftsOfForm> {
  const at = draftAsked(asked)
  const drafts = held ?? (await findDraftsAt(db, worker, at.path, at.asked))
  const gone = drafts.find(({ id }) => id === at.asked)
  const fields = gone ? fieldsOf(worker, asked.context.secret, gone) : null
  return {
    onPage: {
      id: fields && gone ? gone.id : randomUUID(),
      key: formKey(KEPT_PATH),
      owner: worker.id,
      path: addressOf(asked.request),
      personId,
      held: fields !== null,
    },
    unfinished: drafts
      .filter(({ id }) => !(fields && id === gone?.id))
      .map((each) => ({ id: each.id, when: whenOf(each), to: goOnTo(each) })),
    values: fields && Object.fromEntries(fields),
    formKey: formKey('/drafts'),
  }
}

/**
 * What was sent and could not be saved is kept as a draft that does not die, with or without a script on its page.
 * `said` is every field as it was typed.
 */
export async function keepTried(
  asked: Asked,
  { db, worker }: Pick<SignedIn, 'db' | 'worker'>,
  personId: string | null,
  said: Readonly<Record<string, string>>,
): Promise<void> {
  const { draftId, ...fields } = said
  if (!draftId || !/^[\da-f-]{36}$/.test(draftId)) return
  const path = addressOf(asked.request)
  await keepDraft(db, worker, { id: draftId, path, personId, fields: Object.entries(fields) }, 'tried')
}

/** The form's own address, without which draft it was opened for. */
function addressOf(request: Request): string {
  const url = new URL(request.url)
  url.searchParams.delete('draft')
  return `${url.pathname.replace(/\.data$/, '')}${url.search}`
}

export function goOnTo({ path, id }: { path: string; id: string }): string {
  return `${path}${path.includes('?') ? '&' : '?'}draft=${id}`
}

function whenOf({ at, day }: HeldDraft): string {
  const on = day === null ? null : parseCivilDate(day)
  return on === null ? at : `${at} on ${formatDay(on)}`
}
