import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { idFrom } from '~/access/not-theirs.server'
import { ConfirmFactInput } from '~/caseload/fact.input'
import { postedForPerson } from '~/caseload/person-page.server'
import { confirmFact } from '~/intake/record-fact.server'

/** "Still true." Somebody who changed the fact meanwhile has said more than that, and it stands. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, record } = await postedForPerson(asked, ConfirmFactInput, 'dates')
  const factId = idFrom(asked.params.factId)
  if (input.ok) await confirmFact(db, worker, { personId: record.id, factId }, input.value, today)
  throw redirect(`/people/${record.id}#fact-${factId}`, 303)
}

export function loader({ params }: ActionFunctionArgs) {
  throw redirect(`/people/${idFrom(params.personId)}`)
}
