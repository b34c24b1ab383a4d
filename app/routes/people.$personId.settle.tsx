import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { idFrom } from '~/access/not-theirs.server'
import { SettleInput } from '~/caseload/fact.input'
import { postedForPerson } from '~/caseload/person-page.server'
import { settlePerson } from '~/intake/settle.server'

/** Decides between what was corrected by hand and what the source sends. */
export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, record } = await postedForPerson(asked, SettleInput, 'identity')
  if (input.ok) {
    const { version: seen, keep } = input.value
    await settlePerson(db, worker, record.id, { version: seen, take: keep })
  }
  throw redirect(`/people/${record.id}`, 303)
}

export function loader({ params }: LoaderFunctionArgs) {
  throw redirect(`/people/${idFrom(params.personId)}`)
}
