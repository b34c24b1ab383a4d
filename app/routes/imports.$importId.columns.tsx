import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { chooseColumns } from '~/intake/choose-columns.server'
import { ColumnsForm } from '~/intake/columns-form'
import { ColumnsInput } from '~/intake/list.input'
import { columnsPage } from '~/intake/list-page.server'
import { columnErrors, columnWords, uploadWords } from '~/intake/list-words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${columnWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, formKey } = await signedIn(asked)
  const id = idFrom(asked.params.importId)
  const list = await columnsPage(db, id)
  if (!list) throw await notTheirs(db, id)
  return { list, formKey: formKey(`/imports/${id}/columns`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, today, input, said } = await posted(asked, ColumnsInput)
  const id = idFrom(asked.params.importId)
  const list = await columnsPage(db, id)
  if (!list) throw await notTheirs(db, id)
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { version, columns } = input.value
  const chosen = Object.fromEntries(list.columns.map(({ name }, at) => [name, columns[at] ?? '']))
  const saved = await chooseColumns(db, asked.context.secret, { ...list, version }, chosen, today)
  if (saved.ok) throw redirect(`/imports/${id}`, 303)
  const errors = columnErrors(list.kind, list.columns, columns, saved.reason)
  return data({ values: said, errors }, { status: saved.reason === 'changed-meanwhile' ? 409 : 422 })
}

export default function MatchColumns() {
  const { list, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: '/imports', label: uploadWords.back }} lede={columnWords.lede}>
        {columnWords.title}
      </PageTitle>
      <ColumnsForm list={list} formKey={formKey} values={sent?.values} errors={sent?.errors} />
    </>
  )
}
