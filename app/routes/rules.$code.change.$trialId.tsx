import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { rulesByCode } from '~/transitions/rules'
import { PageTitle } from '~/ui/page-title'
import { SaveInput } from '~/workshop/change.input'
import { saveTrial } from '~/workshop/change-rule.server'
import { mayChangeRules, mayReadRules } from '~/workshop/may-read'
import { trialHere } from '~/workshop/queries.server'
import { titleOf } from '~/workshop/rule-view'
import { nextRowsOf, trialShown } from '~/workshop/trial-shown'
import { TrialView } from '~/workshop/trial-view'
import { trialWords, whyNotSaved } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${trialWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayReadRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  const after = new URL(asked.request.url).searchParams.get('after')
  const here = await trialHere(db, worker, idFrom(asked.params.trialId), after)
  if (here?.trial.rule !== rule.code) throw new Response(null, { status: 404 })
  const to = `/rules/${rule.code}/change/${here.trial.id}`
  return {
    code: rule.code,
    title: titleOf(rule.code),
    trial: trialShown(rule, here),
    to,
    next: nextRowsOf(here, to),
    mayChange: mayChangeRules(worker.role),
    today,
    formKey: formKey(to),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, SaveInput)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayChangeRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const saved = await saveTrial(db, idFrom(asked.params.trialId), input.value, today)
  if (saved.ok) throw redirect(`/rules/${rule.code}`, 303)
  const { reason } = saved
  if (reason === 'not-there') throw new Response(null, { status: 404 })
  const field = reason === 'day-passed' || reason === 'day-too-far' ? 'effectiveOn' : 'form'
  return data(
    { values: said, errors: { [field]: whyNotSaved[reason] } as Record<string, string> },
    { status: reason === 'changed-meanwhile' ? 409 : 422 },
  )
}

export default function Tried() {
  const { code, title, ...shown } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: `/rules/${code}`, label: title }}>{trialWords.title}</PageTitle>
      <TrialView {...shown} values={sent?.values} errors={sent?.errors} />
    </>
  )
}
