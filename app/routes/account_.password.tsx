import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { showAgain } from '~/access/account.server'
import { changePassword, newPassword } from '~/access/password.server'
import { ChangePasswordForm } from '~/access/password-form'
import { inTurn } from '~/access/password-queue.server'
import { whyNotNewPassword } from '~/access/password-rule'
import { sessionIn } from '~/access/session-cookies'
import { ChangePasswordInput } from '~/access/sign-in.input'
import { proofRefusals, proofWords, signInRefusals, whyNotPassword } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { accountWords } from '~/access/words'
import { now } from '~/shared/clock.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${accountWords.password} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { worker, formKey } = await signedIn({ request, context })
  return { formKey: formKey('/account/password'), email: worker.email }
}

export function action({ request, context }: ActionFunctionArgs) {
  return inTurn(context, async () => {
    const { db, worker, input } = await posted({ request, context }, ChangePasswordInput)
    if (!input.ok) return data({ errors: input.reason }, 422)
    const why = whyNotNewPassword(input.value, [worker.name, worker.email, worker.organisation])
    if (why)
      return data(
        { errors: { [why === 'not-the-same' ? 'again' : 'newPassword']: whyNotPassword[why] } },
        422,
      )

    const shown = await showAgain(
      db,
      context.secret,
      worker,
      { password: input.value.password, code: '' },
      now(),
    )
    if (!shown.ok) {
      const { seconds } = shown.reason
      const errors = { form: signInRefusals.wait(seconds) }
      return data({ errors }, { status: 429, headers: { 'Retry-After': String(seconds) } })
    }
    const fresh = await newPassword(input.value.newPassword, worker.role)
    const changed = await changePassword(db, shown.value.proof, fresh)
    if (!changed.ok) return data({ errors: { password: proofRefusals.wrongPassword } }, 422)
    const cookie = sessionIn(context.origin, changed.value.token)
    return redirect('/account?said=password', { status: 303, headers: { 'Set-Cookie': cookie } })
  })
}

export default function ChangePassword() {
  const form = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <div className="narrow">
      <PageTitle back={{ to: '/account', label: proofWords.backToAccount }}>
        {accountWords.password}
      </PageTitle>
      <ChangePasswordForm {...form} errors={answer?.errors} />
    </div>
  )
}
