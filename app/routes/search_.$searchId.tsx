import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { searchFor } from '~/caseload/kept-search.server'
import { searchPeople } from '~/caseload/search.server'
import { SearchResults } from '~/caseload/search-results'
import { recordCalled } from '~/oversight/readers.server'
import { readerWords } from '~/oversight/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Search · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const words = await searchFor(db, idFrom(asked.params.searchId))
  if (words === null) throw new Response(null, { status: 404 })
  if (worker.role === 'data-protection')
    return { words, today, people: [], record: await recordCalled(db, words), byReference: true }
  return { words, today, people: await searchPeople(db, worker, words), record: null, byReference: false }
}

export default function Search() {
  const { words, today, people, record, byReference } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle>Search</PageTitle>
      {byReference ? <p className="why">{readerWords.byReference}</p> : null}
      {record ? (
        <p>
          <a href={`/people/${record}/readers`}>{readerWords.link}</a>
        </p>
      ) : (
        <SearchResults
          words={words}
          today={today}
          people={people.map(({ id, ...person }) => ({ ...person, personId: id, to: `/people/${id}` }))}
        />
      )}
    </>
  )
}
