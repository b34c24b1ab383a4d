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
import { comparedReview, ReviewForm, reviewValues } from '~/oversight/review-form'
import { ReviewInput } from '~/oversight/unusual.input'
import { openUnusual, reviewUnusual } from '~/oversight/unusual.server'
import { UnusualFacts } from '~/oversight/unusual-facts'
import { unusualWords } from '~/oversight/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${unusualWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const read = await openUnusual(db, worker, idFrom(asked.params.unusualId))
  if (!read) throw await notTheirs(db, asked.params.unusualId ?? '')
  return { read, today, formKey: formKey(`/unusual/${read.id}`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said } = await posted(asked, ReviewInput)
  const read = await openUnusual(db, worker, idFrom(asked.params.unusualId))
  if (!read) throw await notTheirs(db, asked.params.unusualId ?? '')
  if (!input.ok) return data({ values: said, errors: input.reason, conflict: null }, { status: 422 })

  const reviewed = await reviewUnusual(db, read, input.value)
  if (reviewed.ok) throw redirect('/unusual', 303)
  const now = (await openUnusual(db, worker, read.id)) ?? read
  const conflict = { compared: comparedReview(reviewValues(now), said), changedBy: now.reviewedBy ?? '' }
  return data({ values: said, errors: undefined, conflict }, { status: 409 })
}

export default function Unusual() {
  const { read, today, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: '/unusual', label: unusualWords.title }}>{unusualWords.one}</PageTitle>
      <UnusualFacts read={read} today={today} />
      <ReviewForm
        formKey={formKey}
        version={read.version}
        isAgain={read.outcome !== null}
        values={sent?.values ?? reviewValues(read)}
        errors={sent?.errors}
        conflict={sent?.conflict}
      />
    </>
  )
}
