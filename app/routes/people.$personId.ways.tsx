import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { linkWords } from '~/caseload/filter-words'
import { endLine, keepWay } from '~/caseload/keep-lines.server'
import { readLine } from '~/caseload/line.input'
import { WayInput } from '~/caseload/person.input'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { WaysForm } from '~/caseload/ways-form'
import { whyNotSaved } from '~/caseload/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Ways to reach · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { record, formKey } = await openPerson(asked, 'contact')
  const head = headOf(record)
  const at = `${head.to}/ways`
  const ways = record.ways.map((line) => ({ ...line, to: `${at}?line=${line.id}` }))
  const line = new URL(asked.request.url).searchParams.get('line')
  return { head, ways, editing: ways.find(({ id }) => id === line), formKey: formKey(at) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said, record } = await postedForPerson(asked, readLine(WayInput), 'contact')
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { line, remove, value } = input.value
  const saved = remove
    ? await endLine(db, worker, record.id, 'app.person_way', remove)
    : await keepWay(db, worker, record.id, line, value)
  if (saved.ok) throw redirect(`/people/${record.id}/ways`, 303)
  const errors: Record<string, string> = { form: whyNotSaved[saved.reason] }
  return data({ values: said, errors }, { status: saved.reason === 'changed-meanwhile' ? 409 : 422 })
}

export default function Ways() {
  const { head, ways, editing, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{linkWords.ways}</PageTitle>
      <WaysForm
        ways={ways}
        editing={editing}
        formKey={formKey}
        values={
          sent?.values ??
          (editing && { kind: editing.kind, value: editing.value, safe: editing.safe, note: editing.note })
        }
        errors={sent?.errors}
        backTo={head.to}
      />
    </>
  )
}
