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
import { dayWords, whyNotADay } from '~/workshop/day-words'
import { DayInput } from '~/workshop/days.input'
import { daysHere, setDay, timesChanged } from '~/workshop/days.server'
import { DaysPage } from '~/workshop/days-page'
import { mayChangeDays, mayReadRules } from '~/workshop/may-read'
import { workshopWords } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${dayWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  if (!mayReadRules(worker.role)) throw new Response(null, { status: 404 })
  const days = await daysHere(db, today)
  return {
    days,
    mayChange: mayChangeDays(worker.role),
    formKeys: [null, ...days.own].map(() => formKey('/rules/days')),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, DayInput)
  if (!mayChangeDays(worker.role)) throw new Response(null, { status: 404 })
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { day, seen } = input.value
  const set = await setDay(db, { ...input.value, seen: seen ?? (await timesChanged(db, day)) }, today)
  if (set.ok) throw redirect('/rules/days', 303)
  return data(
    { values: said, errors: { day: whyNotADay[set.reason] } },
    { status: set.reason === 'changed-meanwhile' ? 409 : 422 },
  )
}

export default function Days() {
  const shown = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: '/rules', label: workshopWords.title }} lede={dayWords.lede}>
        {dayWords.title}
      </PageTitle>
      <DaysPage {...shown} values={sent?.values} errors={sent?.errors} />
    </>
  )
}
