import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { gapWords } from '~/transitions/gap-words'
import { GAPS_A_PAGE, longGaps } from '~/transitions/gaps.server'
import { GapsList } from '~/transitions/gaps-list'
import { pageKeyFrom, pageKeyTo } from '~/transitions/page-key'
import { PageTitle } from '~/ui/page-title'
import { Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${gapWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (worker.role !== 'team-manager') throw new Response(null, { status: 404 })
  const after = pageKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const people = await longGaps(db, worker, today, after)
  const last = people.length > GAPS_A_PAGE ? people[GAPS_A_PAGE - 1] : undefined
  return {
    people: people.slice(0, GAPS_A_PAGE),
    isFirst: after === null,
    next: last && `/transitions/gaps?after=${pageKeyTo(last)}`,
  }
}

export default function Gaps() {
  const { people, isFirst, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={gapWords.says} back={{ to: '/today', label: 'Today' }}>
        {gapWords.title}
      </PageTitle>
      <GapsList people={people} />
      <Pager first={isFirst ? undefined : '/transitions/gaps'} next={next} />
    </>
  )
}
