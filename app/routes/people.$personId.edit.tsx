import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { mergeTyped } from '~/caseload/merge-typed'
import { EditPersonInput } from '~/caseload/person.input'
import { personAt } from '~/caseload/person-at.server'
import { PersonForm } from '~/caseload/person-form'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { comparedPerson, personValues } from '~/caseload/person-values'
import { schoolsLike } from '~/caseload/schools.server'
import { whyNotSaved } from '~/caseload/words'
import { editPerson } from '~/intake/edit-person.server'
import { unknownSchool } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Change the record · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, formKey } = await openPerson(asked, 'identity')
  const head = headOf(record)
  return { head, version: record.version, values: personValues(record), formKey: formKey(`${head.to}/edit`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said, record } = await postedForPerson(asked, EditPersonInput, 'identity')
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const saved = await editPerson(db, worker, record.id, input.value, today)
  if (saved.ok) throw redirect(`/people/${record.id}`, 303)
  if (saved.reason === 'changed-meanwhile') {
    const conflict = {
      compared: comparedPerson(personValues(record), said),
      changedBy: record.changedBy ?? '',
    }
    const base = await personAt(db, worker, record, input.value.version)
    const values = mergeTyped(base, personValues(record), said)
    return data({ values, errors: undefined, conflict }, { status: 409 })
  }
  const errors: Record<string, string> =
    saved.reason === 'unknown-school'
      ? unknownSchool(await schoolsLike(db, input.value.school ?? ''))
      : { form: whyNotSaved[saved.reason] }
  return data({ values: said, errors, conflict: null }, { status: 422 })
}

export default function EditPerson() {
  const { head, version, values, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>Change the record</PageTitle>
      <PersonForm
        formKey={formKey}
        version={version}
        values={sent?.values ?? values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        backTo={head.to}
      />
    </>
  )
}
