import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirsAt } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { conflictOf } from '~/referrals/conflict-of'
import { doOnPage } from '~/referrals/do-on-page.server'
import { DraftView } from '~/referrals/draft-view'
import { ReferrerInput } from '~/referrals/referrer.input'
import { trackPage } from '~/referrals/track-page.server'
import { TrackView } from '~/referrals/track-view'

export const meta: MetaFunction = () => [{ title: 'Referral · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const at = atOf(asked)
  const page = await trackPage(db, worker, at, today)
  if (!page) throw await notTheirsAt(asked, db)
  const to = `/people/${at.personId}`
  const here = `${to}/referrals/${at.referralId}`
  return { ...page, to, personId: at.personId, today, keys: [formKey(here), formKey(here)] as const }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, ReferrerInput)
  if (!input.ok) return data({ values: said, errors: input.reason, isStale: false }, { status: 422 })

  const at = atOf(asked)
  const done = await doOnPage(db, worker, at, input.value, today)
  if (done.ok) throw redirect(`/people/${at.personId}/referrals/${at.referralId}`, 303)
  if (done.reason === 'not-theirs') throw await notTheirsAt(asked, db)
  return data({ values: said, ...done.reason }, { status: done.reason.isStale ? 409 : 422 })
}

export default function Referral() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const conflict = sent?.isStale ? conflictOf(page, sent.values) : null
  const back = { values: sent?.values, errors: sent?.errors }
  if (page.status === 'draft') return <DraftView {...page} {...back} />
  return <TrackView {...page} {...back} conflict={conflict} />
}

function atOf({ params }: LoaderFunctionArgs | ActionFunctionArgs) {
  return { personId: idFrom(params.personId), referralId: idFrom(params.referralId) }
}
