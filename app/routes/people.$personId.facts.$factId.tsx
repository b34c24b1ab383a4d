import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { CorrectFactInput } from '~/caseload/fact.input'
import { FactForm } from '~/caseload/fact-form'
import { isFactKind } from '~/caseload/fact-kinds'
import { comparedFact, factValues, factValuesAt } from '~/caseload/fact-values'
import { mergeTyped } from '~/caseload/merge-typed'
import { factOf, headOf, openPerson, postedForPerson, recordAgain } from '~/caseload/person-page.server'
import { correctFact } from '~/intake/record-fact.server'
import { factErrors } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Correct a key date · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, record, formKey } = await openPerson(asked, 'dates')
  const fact = await factOf(db, record, asked.params)
  const head = headOf(record)
  const { version, kind } = fact
  return {
    head,
    version,
    kind: isFactKind(kind) ? kind : null,
    values: factValues(fact),
    formKey: formKey(`${head.to}/facts/${fact.id}`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForPerson(asked, CorrectFactInput, 'dates')
  const { db, worker, today, input, said, record } = signed
  const fact = await factOf(db, record, asked.params)
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const at = { personId: record.id, factId: idFrom(asked.params.factId) }
  const saved = await correctFact(db, worker, at, input.value, today)
  if (saved.ok) throw redirect(`/people/${record.id}#fact-${fact.id}`, 303)
  if (saved.reason === 'changed-meanwhile') {
    const now = await factOf(db, await recordAgain(asked, signed), asked.params)
    const theirs = factValues(now)
    const conflict = { compared: comparedFact(theirs, said), changedBy: now.changedBy ?? '' }
    const values = mergeTyped(factValuesAt(now, input.value.version), theirs, said)
    return data({ values, errors: undefined, conflict }, { status: 409 })
  }
  return data({ values: said, errors: factErrors(saved.reason), conflict: null }, { status: 422 })
}

export default function CorrectFact() {
  const { head, version, kind, values, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  if (kind === null) return null
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>Correct a key date</PageTitle>
      <FactForm
        kind={kind}
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
