import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { maybeHere } from '~/caseload/maybe-here.server'
import { PersonInput } from '~/caseload/person.input'
import { PersonForm } from '~/caseload/person-form'
import { schoolsLike } from '~/caseload/schools.server'
import { MaybeHere } from '~/caseload/search-results'
import { addPerson, mayAddPeople } from '~/intake/add-person.server'
import { personErrors } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Add a person · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { worker, today, formKey } = await signedIn(asked)
  if (!mayAddPeople(worker)) throw new Response(null, { status: 404 })
  return { today, formKey: formKey('/people/new') }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, PersonInput)
  if (!input.ok) return data({ values: said, errors: input.reason, alike: [] }, { status: 422 })

  const hasLooked = new URL(asked.request.url).searchParams.get('looked') === 'yes'
  const alike = hasLooked ? [] : await maybeHere(db, worker, input.value)
  if (alike.length > 0) return data({ values: said, errors: undefined, alike }, { status: 409 })

  const added = await addPerson(db, worker, input.value, today)
  if (!added.ok) {
    const { reason } = added
    if (reason === 'not-yours-to-add') throw new Response(null, { status: 404 })
    const errors = personErrors(reason, await schoolsLike(db, input.value.school ?? ''))
    return data({ values: said, errors, alike: [] }, { status: 422 })
  }
  throw redirect(`/people/${added.value.personId}`, 303)
}

export default function NewPerson() {
  const { today, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const alike = sent?.alike ?? []
  return (
    <>
      <PageTitle back={{ to: '/people', label: 'People' }}>Add a person</PageTitle>
      <MaybeHere
        today={today}
        people={alike.map(({ id, ...person }) => ({ ...person, personId: id, to: `/people/${id}` }))}
      />
      <PersonForm
        formKey={formKey}
        values={sent?.values}
        action={alike.length > 0 ? '/people/new?looked=yes' : '/people/new'}
        errors={sent?.errors}
        backTo="/people"
      />
    </>
  )
}
