import type { LoaderFunctionArgs } from '@remix-run/node'
import { notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { csvOf } from '~/uptake/csv.server'
import { exportedInsight } from '~/uptake/insight.server'

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const exported = await exportedInsight(
    db,
    worker,
    new URL(asked.request.url).searchParams.get('period'),
    today,
  )
  if (!exported) throw await notTheirs(db, '')
  return new Response(csvOf(exported), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="insight.csv"',
      'Cache-Control': 'no-store',
    },
  })
}
