import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { PageTitle } from '~/ui/page-title'
import { lawHere } from '~/workshop/law.server'
import { LawList } from '~/workshop/law-page'
import { lawWords } from '~/workshop/law-words'
import { mayReadRules } from '~/workshop/may-read'
import { workshopWords } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${lawWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (!mayReadRules(worker.role)) throw new Response(null, { status: 404 })
  return { items: await lawHere(db, today) }
}

export default function Law() {
  const { items } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle back={{ to: '/rules', label: workshopWords.title }} lede={lawWords.lede}>
        {lawWords.title}
      </PageTitle>
      <LawList items={items} />
    </>
  )
}
