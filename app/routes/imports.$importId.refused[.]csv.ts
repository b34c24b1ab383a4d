import type { LoaderFunctionArgs } from '@remix-run/node'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { refusedFile } from '~/intake/refused-file.server'

export async function loader(asked: LoaderFunctionArgs) {
  const { db } = await signedIn(asked)
  const id = idFrom(asked.params.importId)
  const file = await refusedFile(db, id)
  if (file === null) throw await notTheirs(db, id)
  return new Response(file, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="refused-rows.csv"',
      'Cache-Control': 'no-store',
    },
  })
}
