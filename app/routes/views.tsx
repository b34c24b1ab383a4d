import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { caseloadViewFrom, caseloadViewTo } from '~/caseload/caseload-view'
import { placeViewFrom, placeViewTo } from '~/transitions/place-view'
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'
import { KeepForm, KeptLists } from '~/views/kept-lists'
import { isPlace, type Place, places } from '~/views/place'
import { keepView } from '~/views/save-view.server'
import { KeepViewInput } from '~/views/view.input'
import { viewTo } from '~/views/view-to'
import { viewsOfAll } from '~/views/views.server'
import { placeNames, viewWords, whyNotKept } from '~/views/words'

export const meta: MetaFunction = () => [{ title: `${viewWords.kept} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  return { views: await viewsOfAll(db, worker), formKey: formKey('/views') }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said } = await posted(asked, KeepViewInput)
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { place, query, ...called } = input.value
  const view = { place, query: asThePlaceSaysIt(place, query) }
  const kept = await keepView(db, worker, view, called)
  if (!kept.ok) return data({ values: said, errors: { name: whyNotKept[kept.reason] } }, { status: 422 })
  throw redirect(viewTo(view), 303)
}

/** Read and written anew by the list that it is of: nothing else comes to be kept. */
function asThePlaceSaysIt(place: Place, query: string): string {
  const params = new URLSearchParams(query)
  const to =
    place === 'people' ? caseloadViewTo(caseloadViewFrom(params)) : placeViewTo(placeViewFrom(params).view)
  return to.split('?')[1] ?? ''
}

export default function KeptViews() {
  const { views, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const place = sent?.values.place ?? ''
  return (
    <div className="narrow">
      <PageTitle>{viewWords.kept}</PageTitle>
      <ErrorSummary errors={sent?.errors} />
      {sent && isPlace(place) ? (
        <KeepForm
          place={place}
          query={sent.values.query ?? ''}
          formKey={formKey}
          values={sent.values}
          errors={sent.errors}
        />
      ) : null}
      {places.map((each) => (
        <section key={each} aria-labelledby={each}>
          <h2 id={each}>{placeNames[each]}</h2>
          {views[each].length ? <KeptLists views={views[each]} /> : <Empty>{viewWords.none}</Empty>}
        </section>
      ))}
    </div>
  )
}
