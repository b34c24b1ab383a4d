import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { allChosen, caseloadViewFrom, caseloadViewTo } from '~/caseload/caseload-view'
import { filterWords } from '~/caseload/filter-words'
import { PeopleFilter } from '~/caseload/people-filter'
import { PeopleList } from '~/caseload/people-list'
import { peopleWords } from '~/caseload/words'
import { chooseAllToReassign } from '~/handover/choose'
import { mayReassign } from '~/handover/may-reassign'
import { mayAddPeople } from '~/intake/add-person.server'
import { caseload, PEOPLE_A_PAGE } from '~/transitions/caseload.server'
import { listedPeople } from '~/transitions/listed-people'
import { PageTitle } from '~/ui/page-title'
import { Actions, ButtonLink, Empty, Pager } from '~/ui/parts'
import { KeptLists } from '~/views/kept-lists'
import { viewsListed } from '~/views/views.server'

export const meta: MetaFunction = () => [{ title: 'People · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const params = new URL(asked.request.url).searchParams
  const view = caseloadViewFrom(params)
  const after = params.has('after') ? idFrom(params.get('after') ?? undefined) : null
  const rows = await caseload(db, worker, today, { ...view, after })
  const people = listedPeople(rows.slice(0, PEOPLE_A_PAGE))
  const last = rows.length > PEOPLE_A_PAGE ? people.at(-1) : undefined
  return {
    people,
    today,
    view,
    views: await viewsListed(db, worker, 'people').execute(),
    keepKey: formKey('/views'),
    isFirst: after === null,
    after: last?.personId,
    mayAdd: mayAddPeople(worker),
    // Whoever is closed is worked with by nobody.
    chooseAll:
      mayReassign(worker.role) && view.show !== 'closed'
        ? allChosen(caseloadViewTo(view, after ?? undefined), params)
        : undefined,
  }
}

export default function People() {
  const { people, today, view, views, keepKey, isFirst, after, mayAdd, chooseAll } =
    useLoaderData<typeof loader>()
  const add = mayAdd ? (
    <Actions>
      <ButtonLink to="/people/new">Add a person</ButtonLink>
      <a href="/imports/new">{peopleWords.bringIn}</a>
    </Actions>
  ) : undefined
  return (
    <>
      <PageTitle action={add}>People</PageTitle>
      <PeopleFilter view={view} />
      <KeptLists
        views={views}
        now={{ place: 'people', query: caseloadViewTo(view).split('?')[1] ?? '', formKey: keepKey }}
      />
      {people.length ? (
        <PeopleList
          people={people}
          today={today}
          label="People you work with"
          choose={chooseAll === undefined ? undefined : chooseAllToReassign(chooseAll)}
        />
      ) : (
        <Empty>{view.show === 'open' && mayAdd ? peopleWords.nobody : filterWords.nobodyHere}</Empty>
      )}
      <Pager
        first={isFirst ? undefined : caseloadViewTo(view)}
        next={after ? caseloadViewTo(view, after) : undefined}
      />
    </>
  )
}
