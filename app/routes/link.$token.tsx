import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { choosePassword, ownerOfLink } from '~/access/link.server'
import { newPassword } from '~/access/password.server'
import { ChoosePasswordPage } from '~/access/password-form'
import { inTurn } from '~/access/password-queue.server'
import { whyNotNewPassword } from '~/access/password-rule'
import { ChoosePasswordInput } from '~/access/sign-in.input'
import { beforeKey, postedBefore } from '~/access/sign-in-key.server'
import { linkWords, signInRefusals, whyNotPassword } from '~/access/sign-in-words'
import { entered } from '~/access/signed-in.server'
import { passwordWords } from '~/access/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${passwordWords.title} · Airt` }]

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { db } = await entered({ request, context })
  const owner = await ownerOfLink(db, params.token ?? '')
  if (!owner) return data(null, 404)
  const cookies = request.headers.get('Cookie')
  const { formKey, cookie } = beforeKey({ cookies, context }, new URL(request.url).pathname)
  return data({ formKey, name: owner.name, email: owner.email }, { headers: { 'Set-Cookie': cookie } })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { isOurs, input } = await postedBefore({ request, context }, ChoosePasswordInput)
  if (!isOurs) return data({ errors: { form: signInRefusals.tooOld } }, 403)
  if (!input.ok) return data({ errors: input.reason }, 422)

  return inTurn(context, async () => {
    const { db } = await entered({ request, context })
    const owner = await ownerOfLink(db, params.token ?? '')
    if (!owner) return data({ errors: {} }, 404)
    const { name, email, organisation, role } = owner
    const why = whyNotNewPassword(input.value, [name, email, organisation])
    if (why)
      return data(
        { errors: { [why === 'not-the-same' ? 'again' : 'newPassword']: whyNotPassword[why] } },
        422,
      )

    const fresh = await newPassword(input.value.newPassword, role)
    const chosen = await choosePassword(db, params.token ?? '', owner, fresh)
    return chosen.ok ? redirect('/sign-in?said=chosen', 303) : data({ errors: {} }, 404)
  })
}

export default function Link() {
  const offered = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (offered) return <ChoosePasswordPage {...offered} errors={answer?.errors} />
  return (
    <>
      <PageTitle>{linkWords.gone}</PageTitle>
      <p>{linkWords.goneSays}</p>
    </>
  )
}
