import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { provePassword, showAgain } from '~/access/account.server'
import { inTurn } from '~/access/password-queue.server'
import { ShowAgain } from '~/access/proof-page'
import { endSessions } from '~/access/session.server'
import { EndInput } from '~/access/sign-in.input'
import { proofRefusals, proofWords, signInRefusals } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { accountWords } from '~/access/words'
import { now } from '~/shared/clock.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${accountWords.sessions} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request, context }: LoaderFunctionArgs) {
  await signedIn({ request, context })
  return null
}

export function action({ request, context }: ActionFunctionArgs) {
  return inTurn(context, async () => {
    const { db, worker, input, formKey } = await posted({ request, context }, EndInput)
    if (!input.ok) return redirect('/account', 303)
    const { end, password } = input.value
    const askAgain = (errors: Record<string, string> | undefined, status: number, headers?: HeadersInit) =>
      data({ formKey: formKey('/account/sessions'), end, errors }, { status, headers })

    if (password !== undefined) {
      const shown = await showAgain(db, context.secret, worker, { password, code: '' }, now())
      if (!shown.ok) {
        const { seconds } = shown.reason
        return askAgain({ form: signInRefusals.wait(seconds) }, 429, { 'Retry-After': String(seconds) })
      }
      if (!(await provePassword(db, shown.value)))
        return askAgain({ password: proofRefusals.wrongPassword }, 422)
    }
    const ended = await endSessions(db, end)
    return ended.ok ? redirect('/account?said=ended', 303) : askAgain(undefined, 200)
  })
}

export default function EndSessions() {
  const answer = useActionData<typeof action>()
  if (!answer)
    return (
      <PageTitle back={{ to: '/account', label: proofWords.backToAccount }}>
        {accountWords.sessions}
      </PageTitle>
    )
  return (
    <ShowAgain
      title={proofWords.title}
      says={proofWords.ending}
      formKey={answer.formKey}
      errors={answer.errors}
      button={{ label: proofWords.go, name: 'end', value: answer.end }}
    />
  )
}
