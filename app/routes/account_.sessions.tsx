import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData } from '@remix-run/react'
import { inTurn } from '~/access/password-queue.server'
import { ShowAgain } from '~/access/proof-page'
import { endSessions } from '~/access/session.server'
import { shownAgain } from '~/access/shown-again.server'
import { EndInput } from '~/access/sign-in.input'
import { proofWords } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { accountWords } from '~/access/words'
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
    const askAgain = (errors: Readonly<Record<string, string>> | undefined, answer: ResponseInit) =>
      data({ formKey: formKey('/account/sessions'), end, errors }, answer)

    const shown = await shownAgain(db, context.secret, worker, password)
    if (!shown.ok) return askAgain(shown.reason.errors, shown.reason.answer)
    const ended = await endSessions(db, end)
    return ended.ok ? redirect('/account?said=ended', 303) : askAgain(undefined, { status: 200 })
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
