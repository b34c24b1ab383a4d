import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { scopeBits } from '~/access/permissions'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { DecideInput } from '~/transitions/decide.input'
import { decide } from '~/transitions/decide.server'
import { decideErrors } from '~/transitions/decide-errors'
import { DecideForm } from '~/transitions/decide-form'
import { promptNow, said, transitionTo } from '~/transitions/present'
import { transitionsOf } from '~/transitions/queries.server'
import { saysOf, whyOf } from '~/transitions/why'
import { WhyPanel } from '~/transitions/why-panel'
import { whenInWords } from '~/transitions/words'
import { PageTitle } from '~/ui/page-title'
import { Columns } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'What is coming, and why · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked)
  const transitionId = idFrom(asked.params.transitionId)
  const [held] = await transitionsOf(db, worker, record.id, transitionId)
  const why = held ? whyOf(held, record, today) : null
  if (!held || !why) throw await notTheirs(db, asked.params.transitionId ?? '')

  const prompt = promptNow(held.prompts, today)
  const words = said(held, record.bornOn)?.words
  const mayDecide = record.closedOn === null && (record.writes & scopeBits.dates) !== 0
  return {
    today,
    head: headOf(record),
    why,
    title: words?.title ?? '',
    when: whenInWords(held.date, held.certainty, today, why.plannedOn),
    says: prompt && words ? saysOf(why, words.says(prompt.step)) : null,
    step: prompt && mayDecide ? prompt.step : null,
    version: held.version,
    formKey: formKey(transitionTo(record.id, held.id)),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said: typed, record } = await postedForPerson(asked, DecideInput, 'dates')
  if (!input.ok) return data({ values: typed, errors: input.reason }, { status: 422 })

  const at = { personId: record.id, transitionId: idFrom(asked.params.transitionId) }
  const decided = await decide(db, worker, at, input.value, today)
  if (decided.ok) throw redirect('/today', 303)
  if (decided.reason === 'not-yours-to-decide') throw await notTheirs(db, asked.params.transitionId ?? '')
  return data(
    { values: typed, errors: decideErrors(decided.reason) },
    { status: decided.reason === 'changed-meanwhile' ? 409 : 422 },
  )
}

export default function Coming() {
  const { today, head, why, title, when, says, step, version, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }} lede={when}>
        {title}
      </PageTitle>
      {says ? <p className="says">{says}</p> : null}
      {step ? (
        <Columns>
          <DecideForm
            formKey={formKey}
            version={version}
            step={step}
            today={today}
            values={sent?.values}
            errors={sent?.errors}
          />
          <WhyPanel why={why} today={today} />
        </Columns>
      ) : (
        <WhyPanel why={why} today={today} />
      )}
    </>
  )
}
