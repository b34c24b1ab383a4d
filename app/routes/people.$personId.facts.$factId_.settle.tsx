import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { differing } from '~/caseload/disagreement'
import { SettleInput } from '~/caseload/fact.input'
import { titleOf } from '~/caseload/fact-in-words'
import { Disagreement } from '~/caseload/fact-list'
import { NothingWaits } from '~/caseload/nothing-waits'
import { factOf, headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { settleFact } from '~/intake/record-fact.server'
import { factErrors } from '~/intake/words'
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Which is right? · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, record, formKey } = await openPerson(asked, 'dates')
  const fact = await factOf(db, record, asked.params)
  const head = headOf(record)
  const said = differing(fact)
  const action = `${head.to}/facts/${fact.id}/settle`
  return {
    head,
    title: titleOf(fact.kind),
    at: `${head.to}#fact-${fact.id}`,
    disagreement: said && { ...said, version: fact.version, action, formKey: formKey(action) },
  }
}

/** Decides between what was corrected or withdrawn by hand and what the source sends. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, record } = await postedForPerson(asked, SettleInput, 'dates')
  if (!input.ok) return data({ errors: input.reason }, { status: 422 })

  const { version, keep } = input.value
  const at = { personId: record.id, factId: idFrom(asked.params.factId) }
  const settled = await settleFact(db, worker, at, { version, take: keep }, today)
  if (settled.ok) throw redirect(`/people/${record.id}#fact-${at.factId}`, 303)
  const form = Object.values(factErrors(settled.reason)).join('. ')
  return data({ errors: { form } }, { status: settled.reason === 'changed-meanwhile' ? 409 : 422 })
}

/** Both sides again, where it could not be settled as it was asked: nothing is changed, and both still wait. */
export default function Settle() {
  const { head, title, at, disagreement } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{title}</PageTitle>
      <ErrorSummary errors={sent?.errors} />
      {disagreement ? <Disagreement {...disagreement} heading="h2" /> : <NothingWaits to={at} />}
    </>
  )
}
