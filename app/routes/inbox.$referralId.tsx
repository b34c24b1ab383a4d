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
import { conflictOf } from '~/referrals/conflict-of'
import { isStale } from '~/referrals/do-on-page.server'
import { GoneView } from '~/referrals/gone-view'
import { takenBackOn } from '~/referrals/inbox.server'
import { MoveInput } from '~/referrals/move.input'
import { moveReferral } from '~/referrals/move.server'
import { movedErrors } from '~/referrals/moved-errors'
import { sentPage } from '~/referrals/sent-page.server'
import { SentView } from '~/referrals/sent-view'

export const meta: MetaFunction = () => [{ title: 'Referral · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, today, formKey } = await signedIn(asked)
  const referralId = idFrom(asked.params.referralId)
  const page = await sentPage(db, referralId, today)
  if (page) return { page, goneOn: null, today, formKey: formKey(`/inbox/${referralId}`) }
  const goneOn = await takenBackOn(db, referralId)
  if (goneOn === null) throw await notTheirs(db, asked.params.referralId ?? '')
  return { page: null, goneOn, today, formKey: '' }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, MoveInput)
  const referralId = idFrom(asked.params.referralId)
  if (!input.ok) return data({ values: said, errors: input.reason, isStale: false }, { status: 422 })

  const moved = await moveReferral(db, worker, referralId, 'partner', input.value, today)
  if (moved.ok) throw redirect(isAnswer(input.value.act) ? '/inbox' : `/inbox/${referralId}`, 303)
  if (moved.reason === 'not-theirs') {
    if ((await takenBackOn(db, referralId)) === null) throw await notTheirs(db, asked.params.referralId ?? '')
    return data({ values: said, errors: {}, isStale: true }, { status: 409 })
  }
  const stale = isStale(moved.reason)
  return data(
    { values: said, errors: movedErrors(moved.reason, input.value.act), isStale: stale },
    { status: stale ? 409 : 422 },
  )
}

export default function InboxReferral() {
  const { page, goneOn, today, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  if (page === null) return <GoneView on={goneOn} values={sent?.values} />
  return (
    <SentView
      {...page}
      today={today}
      formKey={formKey}
      values={sent?.values}
      errors={sent?.errors}
      conflict={sent?.isStale ? conflictOf(page, sent.values) : null}
    />
  )
}

/** What is answered from the list leads back to it. */
function isAnswer(act: string): boolean {
  return ['accept', 'ask', 'wait', 'decline', 'redirect', 'came'].includes(act)
}
