import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { WithdrawFactInput } from '~/caseload/fact.input'
import { WithdrawFactForm } from '~/caseload/fact-form'
import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { factOf, headOf, openPerson, postedForPerson, recordAgain } from '~/caseload/person-page.server'
import { factWords } from '~/caseload/words'
import { withdrawFact } from '~/intake/record-fact.server'
import { factErrors } from '~/intake/words'
import { formatDay } from '~/shared/civil-date'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Withdraw a key date · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, record, formKey } = await openPerson(asked, 'dates')
  const fact = await factOf(db, record, asked.params)
  const head = headOf(record)
  return {
    head,
    says: `${isFactKind(fact.kind) ? factKinds[fact.kind].title : fact.kind}, ${formatDay(fact.happensOn)}`,
    version: fact.version,
    formKey: formKey(`${head.to}/facts/${fact.id}/withdraw`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForPerson(asked, WithdrawFactInput, 'dates')
  const { db, worker, today, input, said, record } = signed
  const fact = await factOf(db, record, asked.params)
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const saved = await withdrawFact(db, worker, { personId: record.id, factId: fact.id }, input.value, today)
  if (saved.ok) throw redirect(`/people/${record.id}#fact-${fact.id}`, 303)
  const errors = factErrors(saved.reason)
  if (saved.reason !== 'changed-meanwhile')
    return data({ values: said, errors, conflict: null }, { status: 422 })
  const now = await factOf(db, await recordAgain(asked, signed), asked.params)
  const reason = { theirs: now.withdrawnBecause ?? '', yours: said.because ?? '' }
  const conflict = {
    compared: [{ label: factWords.withdrawBecause, ...reason }],
    changedBy: now.changedBy ?? '',
  }
  return data({ values: said, errors: undefined, conflict }, { status: 409 })
}

export default function WithdrawFact() {
  const { head, says, version, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>Withdraw a key date</PageTitle>
      <WithdrawFactForm
        says={says}
        formKey={formKey}
        version={version}
        values={sent?.values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        backTo={head.to}
      />
    </>
  )
}
