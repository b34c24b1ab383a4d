import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirsAt } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { alikePeople } from '~/caseload/alike.server'
import { FindSame, SameList } from '~/caseload/find-same'
import { keepSearch } from '~/caseload/kept-search.server'
import { FindInput } from '~/caseload/same.input'
import { sameWords } from '~/caseload/same-words'
import { searchPeople } from '~/caseload/search.server'
import { whoIs } from '~/caseload/who-is.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'The same person? · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const search = new URL(asked.request.url).searchParams.get('search') ?? undefined
  const person = await whoIs(db, worker, idFrom(asked.params.personId), idFrom(search))
  if (!person) throw await notTheirsAt(asked, db)
  const { id, name, words } = person
  const found =
    words === null
      ? (await alikePeople(db, worker, person)).map(({ isAsked, ...each }) => ({ ...each, isAsked }))
      : (await searchPeople(db, worker, words)).map((each) => ({ ...each, isAsked: false }))
  const to = `/people/${id}`
  return {
    today,
    to,
    name,
    words,
    people: found
      .filter((each) => each.id !== id)
      .map((each) => ({
        to: `${to}/same/${each.id}`,
        name: each.name,
        bornOn: each.bornOn,
        worker: each.worker,
        isAsked: each.isAsked,
      })),
    formKey: formKey(`${to}/same`),
  }
}

/** What is looked for goes by post: no name stands in an address. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said } = await posted(asked, FindInput)
  const person = await whoIs(db, worker, idFrom(asked.params.personId), idFrom(undefined))
  if (!person) throw await notTheirsAt(asked, db)
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })
  const { words } = input.value
  const to = `/people/${person.id}/same`
  throw redirect(words === null ? to : `${to}?search=${await keepSearch(db, words)}`, 303)
}

export default function MaybeTheSame() {
  const { today, to, name, words, people, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to, label: name }} lede={sameWords.lede}>
        {sameWords.page}
      </PageTitle>
      <SameList people={people} today={today} isSearch={words !== null} />
      <FindSame
        formKey={formKey}
        action={`${to}/same`}
        value={sent?.values.words ?? words ?? undefined}
        error={sent?.errors.words}
      />
    </>
  )
}
