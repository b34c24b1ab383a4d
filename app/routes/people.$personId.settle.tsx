import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SettlePersonInput } from '~/caseload/fact.input'
import { Disagreement } from '~/caseload/fact-list'
import { ManagerDecides } from '~/caseload/manager-decides'
import { NothingWaits } from '~/caseload/nothing-waits'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { waitingOf } from '~/caseload/person-values'
import { whyNotSaved } from '~/caseload/words'
import { reassignTo } from '~/handover/reasons'
import { settlePerson } from '~/intake/settle.server'
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Which is right? · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, formKey } = await openPerson(asked, 'identity')
  const head = headOf(record)
  return { head, ...waitingOf(record, formKey) }
}

/** Decides between what was corrected by hand and what the source sends. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, record } = await postedForPerson(asked, SettlePersonInput, 'identity')
  if (!input.ok) return data({ errors: input.reason }, { status: 422 })

  const { keep: take, ...said } = input.value
  const settled = await settlePerson(db, worker, record.id, { ...said, take })
  if (settled.ok) throw redirect(`/people/${record.id}`, 303)
  const status = settled.reason === 'changed-meanwhile' ? 409 : 422
  return data({ errors: { form: whyNotSaved[settled.reason] } }, { status })
}

/** Both sides again, where it could not be settled as it was asked: nothing is changed, and both still wait. */
export default function Settle() {
  const { head, here, forAManager } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>Which is right?</PageTitle>
      <ErrorSummary errors={sent?.errors} />
      {here || forAManager ? null : <NothingWaits to={head.to} />}
      {here ? <Disagreement {...here} heading="h2" /> : null}
      {forAManager ? <ManagerDecides {...forAManager} give={reassignTo(head.id)} /> : null}
    </>
  )
}
