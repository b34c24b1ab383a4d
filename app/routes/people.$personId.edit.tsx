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
import { headOf, openPerson, postedForPerson, recordAgain } from '~/caseload/person-page.server'
import { comparedPerson, personValues } from '~/caseload/person-values'
import { schoolsLike } from '~/caseload/schools.server'
import { editPerson } from '~/intake/edit-person.server'
import { sessionOn } from '~/intake/person-merge'
import { personErrors } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Change the record · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, today, formKey } = await openPerson(asked, 'identity')
  const head = headOf(record)
  const { version, stage, stageSession, isFromAList } = record
  const now = sessionOn(today)
  return {
    head,
    version,
    values: personValues(record),
    stageAsked: stage === null || stageSession === now ? null : { now, recorded: stageSession },
    isFromAList,
    formKey: formKey(`${head.to}/edit`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForPerson(asked, EditPersonInput, 'identity')
  const { db, worker, today, input, said, record } = signed
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const saved = await editPerson(db, worker, record.id, input.value, today)
  if (saved.ok) throw redirect(`/people/${record.id}`, 303)
  if (saved.reason === 'changed-meanwhile') {
    const now = await recordAgain(asked, signed)
    const theirs = personValues(now)
    const conflict = { compared: comparedPerson(theirs, said), changedBy: now.changedBy ?? '' }
    const base = await personAt(db, worker, now, input.value.version)
    const merged = mergeTyped(base, theirs, said)
    // Whoever says that a stage is theirs now has said the stage, though they left it as it stood.
    const values = said.stageIsNow ? { ...merged, stage: said.stage ?? '' } : merged
    return data({ values, errors: undefined, conflict }, { status: 409 })
  }
  const errors = personErrors(saved.reason, await schoolsLike(db, input.value.school ?? ''))
  return data({ values: said, errors, conflict: null }, { status: 422 })
}

export default function EditPerson() {
  const { head, values, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>Change the record</PageTitle>
      <PersonForm
        {...form}
        values={sent?.values ?? values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        backTo={head.to}
      />
    </>
  )
}
