import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirsAt } from '~/access/not-theirs.server'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { ConcernsTold } from '~/sessions/concerns-told'
import { recordErrors } from '~/sessions/form-errors'
import { ToldInput } from '~/sessions/told.input'
import { recordTold, toldOf } from '~/sessions/told.server'
import { ToldForm } from '~/sessions/told-form'
import { untoldWords } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Young person · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked, 'exploitation')
  const factId = idFrom(asked.params.factId)
  const told = await toldOf(db, worker, record.id, factId)
  if (!told) throw await notTheirsAt(asked, db)
  const head = headOf(record)
  return {
    head,
    today,
    concerns: told.concerns,
    formKey: formKey(`${head.to}/facts/${factId}/told`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said, record } = await postedForPerson(asked, ToldInput, 'exploitation')
  const factId = idFrom(asked.params.factId)
  const held = await toldOf(db, worker, record.id, factId)
  if (!held) throw await notTheirsAt(asked, db)
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const at = { organisationId: held.organisationId, personId: record.id, factId }
  const told = await recordTold(db, at, input.value, today)
  if (!told.ok) return data({ values: said, errors: recordErrors(told.reason, said) }, { status: 422 })
  throw redirect(`/people/${record.id}#fact-${factId}`, 303)
}

export default function WhoWasTold() {
  const { head, today, concerns, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{untoldWords.page}</PageTitle>
      <ConcernsTold concerns={concerns} />
      <ToldForm
        formKey={formKey}
        values={sent?.values}
        errors={sent?.errors}
        today={today}
        backTo={head.to}
      />
    </>
  )
}
