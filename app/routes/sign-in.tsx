import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { GivenBack, SetUpFirst } from '~/access/kept-page'
import { inTurn } from '~/access/password-queue.server'
import { SignInInput } from '~/access/sign-in.input'
import { doorOf, signIn } from '~/access/sign-in.server'
import { doorPage, inAnswer, refusedAtDoor } from '~/access/sign-in-answer.server'
import { SignInPage } from '~/access/sign-in-form'
import { hasPosted, postedBefore } from '~/access/sign-in-key.server'
import { pathOfOurs } from '~/access/sign-in-to'
import { linkWords, signInRefusals } from '~/access/sign-in-words'
import { entered, tokenOf } from '~/access/signed-in.server'
import { signInWords } from '~/access/words'
import { now } from '~/shared/clock.server'

export const meta: MetaFunction = () => [{ title: `${signInWords.title} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { stage } = await entered({ request, context })
  const asked = new URL(request.url).searchParams
  const to = asked.get('to') ?? undefined
  if (stage === 'full' && !hasPosted(context)) throw redirect(pathOfOurs(to))

  const hasEnded = stage === null && Boolean(tokenOf(request, context))
  const message = whyHere[asked.get('said') ?? ''] ?? (hasEnded ? signInWords.ended : undefined)
  return doorPage({ request, context }, { to }, { message })
}

export async function action({ request, context }: ActionFunctionArgs) {
  const asked = { request, context }
  const { isOurs, input, said } = await postedBefore(asked, SignInInput)
  if (!isOurs) return doorPage(asked, said, { message: signInRefusals.tooOld, status: 403 })
  if (!input.ok) return doorPage(asked, said, { errors: input.reason, status: 422 })

  return inTurn(context, async () => {
    const { db } = await entered(asked)
    const came = await signIn(db, doorOf(asked), input.value, now())
    return came.ok ? inAnswer(asked, came.value, input.value) : refusedAtDoor(asked, input.value, came.reason)
  })
}

export default function SignIn() {
  const door = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>() ?? door
  if (answer.kind === 'given-back') return <GivenBack {...answer} />
  if (answer.kind === 'set-up-first') return <SetUpFirst {...answer} />
  const { email, ...page } = answer
  return <SignInPage {...page} values={{ email }} />
}

/** Why somebody stands here again. */
const whyHere: Readonly<Record<string, string>> = { out: signInWords.signedOut, chosen: linkWords.chosen }
