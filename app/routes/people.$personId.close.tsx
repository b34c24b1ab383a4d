import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ClosePersonForm, ReopenPersonForm } from '~/caseload/close-person-form'
import { closingSaid } from '~/caseload/closing-said'
import { closeOrReopen } from '~/caseload/person.input'
import { headOf, openPerson, postedForPerson, recordAgain } from '~/caseload/person-page.server'
import { whyNotSaved } from '~/caseload/words'
import { closePerson, reopenPerson } from '~/intake/edit-person.server'
import { PageTitle } from '~/ui/page-title'
import { TypedBack } from '~/ui/typed-back'

export const meta: MetaFunction = () => [{ title: 'Close or open again · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, today, formKey } = await openPerson(asked, 'identity')
  const head = headOf(record)
  const { version, closedOn } = record
  return { head, version, today, isOpen: closedOn === null, formKey: formKey(`${head.to}/close`) }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await postedForPerson(asked, closeOrReopen, 'identity')
  const { db, worker, input, said, record } = signed
  if (!input.ok) return data({ values: said, errors: input.reason, typedBack: null }, { status: 422 })

  const saved =
    'closedOn' in input.value
      ? await closePerson(db, worker, record.id, input.value)
      : await reopenPerson(db, worker, record.id, input.value)
  if (saved.ok) throw redirect(`/people/${record.id}`, 303)
  if (saved.reason === 'changed-meanwhile') {
    const typedBack = closingSaid(await recordAgain(asked, signed), said)
    return data({ values: said, errors: undefined, typedBack }, { status: 409 })
  }
  const errors: Record<string, string> =
    saved.reason === 'closes-before-it-opens'
      ? { closedOn: 'Enter a day on or after the day it opened' }
      : { form: whyNotSaved[saved.reason] }
  return data({ values: said, errors, typedBack: null }, { status: 422 })
}

export default function CloseOrReopen() {
  const { head, version, today, isOpen, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const form = { formKey, version, values: sent?.values, errors: sent?.errors, backTo: head.to }
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>
        {isOpen ? 'Close the record' : 'Open the record again'}
      </PageTitle>
      {sent?.typedBack ? <TypedBack {...sent.typedBack} /> : null}
      {isOpen ? <ClosePersonForm {...form} today={today} /> : <ReopenPersonForm {...form} />}
    </>
  )
}
