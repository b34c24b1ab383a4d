import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { confirmCode } from '~/access/account.server'
import { CodeSetUp, RecoveryCodes } from '~/access/code-set-up'
import { GivenBack } from '~/access/kept-page'
import { newToken } from '~/access/session.server'
import { deviceFrom } from '~/access/session-cookies'
import { ConfirmCodeInput } from '~/access/sign-in.input'
import { codeDone, codeNotNeeded, codePage } from '~/access/sign-in-code.server'
import { hasPosted, postedAtCode } from '~/access/sign-in-key.server'
import { pathOfOurs } from '~/access/sign-in-to'
import { codeRefusals } from '~/access/sign-in-words'
import { entered } from '~/access/signed-in.server'
import { codeWords } from '~/access/words'
import { now } from '~/shared/clock.server'

export const meta: MetaFunction = () => [{ title: `${codeWords.title} · Airt` }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, worker, stage } = await entered({ request, context })
  if (!worker) throw redirect('/sign-in')
  if (stage === 'full' && !hasPosted(context))
    throw redirect(pathOfOurs(new URL(request.url).searchParams.get('to')))
  return codePage({ request, context }, db, worker, {})
}

export async function action({ request, context }: ActionFunctionArgs) {
  const asked = { request, context }
  const { db, worker, stage } = await entered(asked)
  if (!worker) throw new Response(null, { status: 401 })
  const { isOurs, input, said } = await postedAtCode(asked, worker, ConfirmCodeInput)
  const { kept } = said
  if (stage === 'full') return codeNotNeeded(asked, worker, kept)
  if (!isOurs || said.code === undefined) return codePage(asked, db, worker, { kept })
  if (!input.ok) return data(await codePage(asked, db, worker, { kept, errors: input.reason }), 422)

  const device = deviceFrom(context.origin, request.headers.get('Cookie')) ?? newToken()
  const done = await confirmCode(db, context.secret, worker, { code: input.value.code, device }, now())
  if (done.ok) return codeDone(asked, worker, done.value, { kept, device })
  const errors = { code: codeRefusals[done.reason] }
  return data(await codePage(asked, db, worker, { kept, errors }), 422)
}

export default function SetUpCode() {
  const offered = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() ?? offered
  if (answer === null) return null
  if (answer.kind === 'given-back') return <GivenBack {...answer} />
  if (answer.kind === 'set-up') return <CodeSetUp {...answer} />
  return (
    <>
      <RecoveryCodes codes={answer.recoveryCodes} to={answer.to} />
      {answer.back ? <GivenBack {...answer.back} /> : null}
    </>
  )
}
