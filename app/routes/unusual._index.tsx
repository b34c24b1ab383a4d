import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { mayReview } from '~/oversight/may-read'
import { unusualReads } from '~/oversight/unusual.server'
import { UnusualFilter, UnusualList } from '~/oversight/unusual-list'
import { unusualWords } from '~/oversight/words'
import { pageKeyFrom, pageKeyTo } from '~/transitions/page-key'
import { PageTitle } from '~/ui/page-title'
import { Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${unusualWords.title} · Airt` }]

const A_PAGE = 50

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (!mayReview(worker.role)) throw new Response(null, { status: 404 })
  const query = new URL(asked.request.url).searchParams
  const show = query.get('show') === 'reviewed' ? ('reviewed' as const) : ('waiting' as const)
  const after = pageKeyFrom(query.get('after'))
  const reads = await unusualReads(db, worker, { show, after, most: A_PAGE })
  const last = reads.length > A_PAGE ? reads[A_PAGE - 1] : undefined
  const next = last && `/unusual?show=${show}&after=${pageKeyTo({ nextOn: last.dueOn, id: last.id })}`
  return { reads: reads.slice(0, A_PAGE), show, today, isFirst: after === null, next }
}

export default function Unusual() {
  const { reads, show, today, isFirst, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={unusualWords.says}>{unusualWords.title}</PageTitle>
      <UnusualFilter show={show} />
      <UnusualList reads={reads} show={show} today={today} />
      <Pager first={isFirst ? undefined : `/unusual?show=${show}`} next={next} />
      <p className="why">{unusualWords.notLookedFor}</p>
    </>
  )
}
