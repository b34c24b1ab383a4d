import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { rulesByCode } from '~/transitions/rules'
import { readSettings } from '~/transitions/settings'
import { PageTitle } from '~/ui/page-title'
import { ChangeInput } from '~/workshop/change.input'
import { ChangeForm } from '~/workshop/change-form'
import { tryRule } from '~/workshop/change-rule.server'
import { mayChangeRules } from '~/workshop/may-read'
import { rulesHere } from '~/workshop/queries.server'
import { changeAsSet, settingsShown, standing, titleOf } from '~/workshop/rule-view'
import { changeWords, whyNotSet } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${changeWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayChangeRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  const { changes } = await rulesHere(db, rule.code)
  const { inForce, waits } = standing(changes)
  const set = changeAsSet(rule, inForce)
  return {
    code: rule.code,
    title: titleOf(rule.code),
    settings: settingsShown(rule, set),
    graceDays: set.graceDays,
    waitsFor: waits?.effectiveOn ?? null,
    formKey: formKey(`/rules/${rule.code}/change`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said } = await posted(asked, ChangeInput)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayChangeRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { changes } = await rulesHere(db, rule.code)
  const stands = changeAsSet(rule, standing(changes).inForce)
  const read = readSettings(rule, stands, input.value)
  if (!read.ok) {
    const errors = Object.fromEntries(
      Object.entries(read.reason).map(([name, why]) => [name, whyNotSet(why)]),
    )
    return data({ values: said, errors }, { status: 422 })
  }
  if (JSON.stringify(read.value) === JSON.stringify(stands))
    return data({ values: said, errors: { form: changeWords.same } }, { status: 422 })
  const trialId = await tryRule(db, rule.code, read.value)
  throw redirect(`/rules/${rule.code}/change/${trialId}`, 303)
}

export default function ChangeRule() {
  const { code, title, waitsFor, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: `/rules/${code}`, label: title }} lede={changeWords.lede}>
        {changeWords.title}
      </PageTitle>
      {waitsFor ? <p className="check">{changeWords.waits(waitsFor)}</p> : null}
      <ChangeForm {...form} values={sent?.values} errors={sent?.errors} />
    </>
  )
}
