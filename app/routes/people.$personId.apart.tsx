import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ApartList } from '~/caseload/apart-list'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { ApartInput } from '~/caseload/same.input'
import { sameWords } from '~/caseload/same-words'
import { mergedHere } from '~/intake/merged-here.server'
import { unmergePeople } from '~/intake/unmerge-people.server'
import { whyNotUnmerged } from '~/intake/words'
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Put apart again · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, record, formKey } = await openPerson(asked, 'allocation')
  const head = headOf(record)
  return { head, merges: await mergedHere(db, record.id), formKey: formKey(`${head.to}/apart`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, record } = await postedForPerson(asked, ApartInput, 'allocation')
  if (!input.ok) return data({ errors: input.reason }, { status: 422 })

  const apart = await unmergePeople(db, worker, input.value.id)
  if (apart.ok) throw redirect(`/people/${record.id}`, 303)
  const status = apart.reason === 'undone-already' ? 409 : 422
  return data({ errors: { form: whyNotUnmerged[apart.reason] } }, { status })
}

export default function Apart() {
  const { head, merges, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{sameWords.apart}</PageTitle>
      <ErrorSummary errors={sent?.errors} />
      <ApartList merges={merges} formKey={formKey} />
    </>
  )
}
