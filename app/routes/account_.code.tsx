import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  confirmCode,
  myCredential,
  offerNewCode,
  renewRecoveryCodes,
  showAgain,
} from '~/access/account.server'
import { CodeSetUp, RecoveryCodes } from '~/access/code-set-up'
import { toScan } from '~/access/one-time-code.server'
import { inTurn } from '~/access/password-queue.server'
import { ShowAgain } from '~/access/proof-page'
import { newToken } from '~/access/session.server'
import { deviceFrom, sessionIn } from '~/access/session-cookies'
import { NewCodeInput } from '~/access/sign-in.input'
import { codeRefusals, proofRefusals, proofWords, signInRefusals } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { accountWords } from '~/access/words'
import { now } from '~/shared/clock.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${accountWords.code} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

const here = '/account/code'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn({ request, context })
  const { codeNeeded, codeSince, pending } = await myCredential(db, context.secret, worker)
  return {
    formKey: formKey(here),
    codeNeeded,
    hasCode: codeSince !== null,
    toScan: pending && (await toScan(pending.codeSecret, worker.email)),
  }
}

export function action({ request, context }: ActionFunctionArgs) {
  return inTurn(context, async () => {
    const { db, worker, input } = await posted({ request, context }, NewCodeInput)
    if (!input.ok) return data({ errors: input.reason, codes: null }, 422)
    const { act, password, code } = input.value
    if (act === undefined) return confirm()
    if (password === undefined)
      return data({ errors: { password: signInRefusals.passwordMissing }, codes: null }, 422)

    const shown = await showAgain(db, context.secret, worker, { password, code }, now())
    if (!shown.ok) {
      const { seconds } = shown.reason
      const errors = { form: signInRefusals.wait(seconds) }
      return data({ errors, codes: null }, { status: 429, headers: { 'Retry-After': String(seconds) } })
    }
    const done =
      act === 'offer'
        ? await offerNewCode(db, worker, shown.value)
        : await renewRecoveryCodes(db, worker, shown.value)
    if (!done.ok) return data({ errors: { form: proofRefusals.wrongPasswordOrCode }, codes: null }, 422)
    return data({ errors: undefined, codes: done.value })

    /** The app shows a code of the new secret. */
    async function confirm() {
      const device = deviceFrom(context.origin, request.headers.get('Cookie')) ?? newToken()
      const set = await confirmCode(db, context.secret, worker, { code, device }, now())
      if (!set.ok) return data({ errors: { code: codeRefusals[set.reason] }, codes: null }, 422)
      const { session, recoveryCodes } = set.value
      return data(
        { errors: undefined, codes: recoveryCodes },
        { headers: { 'Set-Cookie': sessionIn(context.origin, session.token) } },
      )
    }
  })
}

export default function MyCode() {
  const { formKey, codeNeeded, hasCode, toScan } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer?.codes) return <RecoveryCodes codes={answer.codes} to="/account" />
  if (!codeNeeded) {
    return (
      <PageTitle
        back={{ to: '/account', label: proofWords.backToAccount }}
        lede={proofWords.notForDemonstration}
      >
        {accountWords.code}
      </PageTitle>
    )
  }
  if (toScan) return <CodeSetUp formKey={formKey} {...toScan} errors={answer?.errors} />
  return (
    <ShowAgain
      title={accountWords.code}
      says={proofWords.newCode}
      formKey={formKey}
      errors={answer?.errors}
      asks={hasCode ? 'password-and-code' : 'password'}
      button={{ label: accountWords.codeChange, name: 'act', value: 'offer' }}
      quiet={hasCode ? { label: proofWords.renew, name: 'act', value: 'renew' } : undefined}
    >
      <p>{proofWords.newCodeSays}</p>
    </ShowAgain>
  )
}
