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
import { doWithList } from '~/intake/do-with-list.server'
import { ListInput } from '~/intake/list.input'
import { listPage } from '~/intake/list-page.server'
import { ListStage } from '~/intake/list-stage'
import { listWords } from '~/intake/list-words'

export const meta: MetaFunction = () => [{ title: `${listWords.one} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const id = idFrom(asked.params.importId)
  const list = await listPage(db, worker, id)
  if (!list) throw await notTheirs(db, id)
  if (list.status === 'columns') throw redirect(`/imports/${id}/columns`)
  return { list, formKey: formKey(`/imports/${id}`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, ListInput)
  const id = idFrom(asked.params.importId)
  const list = await listPage(db, worker, id)
  if (!list) throw await notTheirs(db, id)
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const done = await doWithList(db, worker, asked.context.secret, list, input.value, today)
  if (!done.ok) return data({ values: said, errors: done.reason }, { status: 422 })
  throw redirect(`/imports/${id}`, 303)
}

export default function Import() {
  const { list, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return <ListStage list={list} formKey={formKey} said={sent?.values} errors={sent?.errors} />
}
