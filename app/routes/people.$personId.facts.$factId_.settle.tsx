import { type ActionFunctionArgs, data, type MetaFunction, redirect } from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { SettleInput } from '~/caseload/fact.input'
import { headOf, postedForPerson } from '~/caseload/person-page.server'
import { settleFact } from '~/intake/record-fact.server'
import { factErrors } from '~/intake/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Which is right? · Airt' }]

/** Decides between what was corrected or withdrawn by hand and what the source sends. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, record } = await postedForPerson(asked, SettleInput, 'dates')
  const factId = idFrom(asked.params.factId)
  const head = headOf(record)
  if (!input.ok) throw redirect(`${head.to}#fact-${factId}`, 303)

  const { version, keep } = input.value
  const at = { personId: record.id, factId }
  const settled = await settleFact(db, worker, at, { version, take: keep }, today)
  if (settled.ok) throw redirect(`${head.to}#fact-${factId}`, 303)
  const says = Object.values(factErrors(settled.reason))
  return data({ head, says }, { status: settled.reason === 'changed-meanwhile' ? 409 : 422 })
}

export function loader({ params }: ActionFunctionArgs) {
  throw redirect(`/people/${idFrom(params.personId)}`)
}

/** Shown only when it could not be settled so: nothing is changed, and both still wait. */
export default function NotSettled() {
  const sent = useActionData<typeof action>()
  if (!sent) return null
  return (
    <>
      <PageTitle back={{ to: sent.head.to, label: sent.head.name }}>Nothing is changed yet</PageTitle>
      {sent.says.map((sentence) => (
        <p key={sentence} role="alert">
          {sentence}.
        </p>
      ))}
    </>
  )
}
