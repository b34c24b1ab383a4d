import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { listWords } from '~/intake/list-words'
import { countsOfLists, ownLists } from '~/intake/lists.server'
import { CountsOfLists, MyLists } from '~/intake/my-lists'
import { mayBringIn } from '~/intake/take-in-list.server'
import { todayInScotland } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${listWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker } = await signedIn(asked)
  if (worker.role === 'administrator') return { counts: await countsOfLists(db), lists: null }
  if (!mayBringIn(worker)) throw await notTheirs(db, '')
  const lists = await ownLists(db)
  return {
    counts: null,
    lists: lists.map(({ madeAt, ...list }) => ({ ...list, day: todayInScotland(madeAt) })),
  }
}

export default function Imports() {
  const { counts, lists } = useLoaderData<typeof loader>()
  if (counts)
    return (
      <>
        <PageTitle lede={listWords.countsLede}>{listWords.countsTitle}</PageTitle>
        <CountsOfLists counts={counts} />
      </>
    )
  return (
    <>
      <PageTitle
        lede={listWords.lede}
        action={<ButtonLink to="/imports/new">{listWords.bringIn}</ButtonLink>}
      >
        {listWords.title}
      </PageTitle>
      <MyLists lists={lists ?? []} />
    </>
  )
}
