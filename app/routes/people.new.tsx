import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { alikePeople } from '~/caseload/alike.server'
import { MaybeHere } from '~/caseload/maybe-here'
import { PersonInput } from '~/caseload/person.input'
import { PersonForm } from '~/caseload/person-form'
import { sameWords } from '~/caseload/same-words'
import { schoolsLike } from '~/caseload/schools.server'
import { pairsOf } from '~/caseload/two-records'
import { addPerson, mayAddPeople } from '~/intake/add-person.server'
import { personErrors } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Add a person · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { worker, formKey } = await signedIn(asked)
  if (!mayAddPeople(worker)) throw new Response(null, { status: 404 })
  return { formKey: formKey('/people/new') }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, PersonInput)
  if (!input.ok) return data({ values: said, errors: input.reason, alike: [] }, { status: 422 })

  const hasLooked = new URL(asked.request.url).searchParams.get('looked') === 'yes'
  const alike = hasLooked ? [] : await alikePeople(db, worker, input.value)
  if (alike.length > 0) {
    const typed = { ...input.value, names: [], worker: null }
    const compared = alike.map((person) => ({
      name: person.name,
      to: `/people/${person.id}`,
      pairs: pairsOf(typed, person),
    }))
    return data({ values: said, errors: undefined, alike: compared }, { status: 409 })
  }

  const added = await addPerson(db, worker, input.value, today)
  if (!added.ok) {
    const { reason } = added
    if (reason === 'not-yours-to-add') throw new Response(null, { status: 404 })
    const errors = personErrors(reason, await schoolsLike(db, input.value.school ?? ''))
    return data({ values: said, errors, alike: [] }, { status: 422 })
  }
  throw redirect(`/people/${added.value.personId}`, 303)
}

const ADD = 'add'

export default function NewPerson() {
  const { formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const alike = sent?.alike ?? []
  return (
    <>
      <PageTitle back={{ to: '/people', label: 'People' }}>Add a person</PageTitle>
      <MaybeHere people={alike} form={ADD} />
      <PersonForm
        id={ADD}
        save={alike.length > 0 ? sameWords.somebodyElse : undefined}
        formKey={formKey}
        values={sent?.values}
        action={alike.length > 0 ? '/people/new?looked=yes' : '/people/new'}
        errors={sent?.errors}
        backTo="/people"
      />
    </>
  )
}
