import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { PageTitle } from '~/ui/page-title'
import { LawCheckInput } from '~/workshop/law.input'
import { checkLaw, lawHere } from '~/workshop/law.server'
import { LawForm, LawPage } from '~/workshop/law-page'
import { lawWords } from '~/workshop/law-words'
import { mayCheckLaw, mayReadRules } from '~/workshop/may-read'

export const meta: MetaFunction = () => [{ title: `${lawWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  if (!mayReadRules(worker.role)) throw new Response(null, { status: 404 })
  const item = (await lawHere(db, today)).find((each) => String(each.item) === asked.params.item)
  if (!item) throw new Response(null, { status: 404 })
  return { item, mayCheck: mayCheckLaw(worker.role), formKey: formKey(`/rules/law/${item.item}`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, LawCheckInput)
  const item = (await lawHere(db, today)).find((each) => String(each.item) === asked.params.item)
  if (!mayCheckLaw(worker.role) || !item) throw new Response(null, { status: 404 })
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const checked = await checkLaw(db, item.item, input.value, today)
  if (!checked.ok)
    return data({ values: said, errors: { effectiveOn: lawWords.dayOnlyInForce } }, { status: 422 })
  throw redirect(`/rules/law/${item.item}`, 303)
}

export default function LawItemPage() {
  const { item, mayCheck, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: '/rules/law', label: lawWords.title }}>{item.title}</PageTitle>
      <LawPage item={item} />
      {mayCheck ? <LawForm formKey={formKey} values={sent?.values} errors={sent?.errors} /> : null}
    </>
  )
}
