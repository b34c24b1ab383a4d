import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { momentKeyFrom, momentKeyTo } from '~/oversight/moment-key'
import { trailOf } from '~/oversight/trail.server'
import { TrailList } from '~/oversight/trail-list'
import { trailWords } from '~/oversight/words'
import { PageTitle } from '~/ui/page-title'
import { Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${trailWords.title} · Airt` }]

const A_PAGE = 100

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker } = await signedIn(asked)
  const after = momentKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const entries = await trailOf(db, worker, { after, most: A_PAGE })
  const last = entries.length > A_PAGE ? entries[A_PAGE - 1] : undefined
  const next = last && `/account/trail?after=${momentKeyTo(last)}`
  return { entries: entries.slice(0, A_PAGE), isFirst: after === null, next }
}

export default function Trail() {
  const { entries, isFirst, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={trailWords.says}>{trailWords.title}</PageTitle>
      <TrailList entries={entries} />
      <Pager first={isFirst ? undefined : '/account/trail'} next={next} />
    </>
  )
}
