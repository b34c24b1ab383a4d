import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { SameQuestions } from '~/caseload/same-questions'
import { sameWords } from '~/caseload/same-words'
import { sameToDecide } from '~/intake/say-same.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'The same person? · Airt' }]

/** What managers are asked: two records, and whether they are of one person. Nobody else is asked anything. */
export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker } = await signedIn(asked)
  return { questions: await sameToDecide(db, worker) }
}

export default function Questions() {
  const { questions } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle back={{ to: '/people', label: 'People' }} lede={sameWords.lede}>
        {sameWords.toDecide}
      </PageTitle>
      <SameQuestions questions={questions} />
    </>
  )
}
