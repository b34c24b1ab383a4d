import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isUrgentToTell } from '~/caseload/cannot-wait'
import { FactInput } from '~/caseload/fact.input'
import { FactForm, FactKindForm } from '~/caseload/fact-form'
import { isFactKind } from '~/caseload/fact-kinds'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { factWords } from '~/caseload/words'
import { addFact, kindsWithin } from '~/intake/record-fact.server'
import { factErrors } from '~/intake/words'
import { toldTo } from '~/sessions/untold-list'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Add a key date · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, formKey } = await openPerson(asked, 'dates')
  const kinds = kindsWithin(record.writes)
  const kind = new URL(asked.request.url).searchParams.get('kind') ?? ''
  const head = headOf(record)
  return {
    head,
    kinds,
    kind: isFactKind(kind) && kinds.includes(kind) ? kind : null,
    formKey: formKey(`${head.to}/facts/new`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said, record } = await postedForPerson(asked, FactInput, 'dates')
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const added = await addFact(db, worker, record.id, input.value, today)
  if (!added.ok) return data({ values: said, errors: factErrors(added.reason) }, { status: 422 })
  const { factId } = added.value
  const isUrgent = isUrgentToTell(input.value.kind)
  throw redirect(isUrgent ? toldTo(record.id, factId) : `/people/${record.id}#fact-${factId}`, 303)
}

export default function NewFact() {
  const { head, kinds, kind, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{factWords.add}</PageTitle>
      {kind === null ? (
        <FactKindForm kinds={kinds} backTo={head.to} />
      ) : (
        <FactForm
          kind={kind}
          formKey={formKey}
          values={sent?.values}
          errors={sent?.errors}
          backTo={head.to}
        />
      )}
    </>
  )
}
