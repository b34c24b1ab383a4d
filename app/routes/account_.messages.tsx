import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { proofWords } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { MailChoiceInput } from '~/messages/choice.input'
import { chooseMail, mailChoice } from '~/messages/choice.server'
import { MailChoiceForm } from '~/messages/choice-form'
import { mailChoiceWords } from '~/messages/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${mailChoiceWords.title} · Airt` }]

const here = '/account/messages'

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const choice = await mailChoice(db, worker)
  return {
    ...choice,
    email: worker.email,
    sendsMail: asked.context.sendsMail === true,
    formKey: formKey(here),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input } = await posted(asked, MailChoiceInput)
  if (!input.ok) return data({ errors: input.reason }, { status: 422 })

  const chosen = await chooseMail(db, worker, input.value)
  if (!chosen.ok) return data({ errors: { often: mailChoiceWords.changed } }, { status: 409 })
  throw redirect('/account?said=mail', 303)
}

export default function MailChoice() {
  const { email, sendsMail, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="narrow">
      <PageTitle back={{ to: '/account', label: proofWords.backToAccount }} lede={email}>
        {mailChoiceWords.title}
      </PageTitle>
      <p>{mailChoiceWords.says}</p>
      {sendsMail ? null : <p className="soft">{mailChoiceWords.off}</p>}
      <MailChoiceForm {...form} errors={sent?.errors} />
    </div>
  )
}
