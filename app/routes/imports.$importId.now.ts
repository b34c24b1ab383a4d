import type { LoaderFunctionArgs } from '@remix-run/node'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { listPage } from '~/intake/list-page.server'

/** The page of a list as its script asks how far it is. */
export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const id = idFrom(asked.params.importId)
  const list = await listPage(db, worker, id)
  if (!list) throw await notTheirs(db, id)
  return Response.json({ list, formKey: formKey(`/imports/${id}`) })
}
