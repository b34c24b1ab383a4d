import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { idFrom } from '~/access/not-theirs.server'
import { SettleInput } from '~/caseload/fact.input'
import { postedForPerson } from '~/caseload/person-page.server'
import { settleFact } from '~/intake/record-fact.server'

/** Decides between what was corrected by hand and what the source sends. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, record } = await postedForPerson(asked, SettleInput, 'dates')
  const factId = idFrom(asked.params.factId)
  if (input.ok) {
    const { version, keep } = input.value
    await settleFact(db, worker, { personId: record.id, factId }, { version, take: keep }, today)
  }
  throw redirect(`/people/${record.id}#fact-${factId}`, 303)
}

export function loader({ params }: ActionFunctionArgs) {
  throw redirect(`/people/${idFrom(params.personId)}`)
}
