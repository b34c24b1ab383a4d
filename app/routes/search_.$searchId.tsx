import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { searchFor } from '~/caseload/kept-search.server'
import { searchPeople } from '~/caseload/search.server'
import { SearchResults } from '~/caseload/search-results'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Search · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const words = await searchFor(db, idFrom(asked.params.searchId))
  if (words === null) throw new Response(null, { status: 404 })
  return { words, today, people: await searchPeople(db, worker, words) }
}

export default function Search() {
  const { words, today, people } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>Search</PageTitle>
      <SearchResults
        words={words}
        today={today}
        people={people.map(({ id, ...person }) => ({ ...person, personId: id, to: `/people/${id}` }))}
      />
    </>
  )
}
