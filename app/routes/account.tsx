import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { myCredential } from '~/access/account.server'
import { AccountPage } from '~/access/account-page'
import { mySessions } from '~/access/session.server'
import { accountSays } from '~/access/sign-in-words'
import { signedIn } from '~/access/signed-in.server'
import { accountWords } from '~/access/words'
import { todayInScotland } from '~/shared/civil-date'
import { Message } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${accountWords.title} · Airt` }]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn({ request, context })
  const { codeSince, recoveryCodesLeft } = await myCredential(db, context.secret, worker)
  const sessions = await mySessions(db)
  const { name, email, organisation } = worker
  return {
    says: accountSays[new URL(request.url).searchParams.get('said') ?? ''],
    name,
    email,
    organisation,
    code: codeSince && { since: todayInScotland(codeSince), recoveryCodesLeft },
    codeTo: '/account/code',
    mailTo: '/account/messages',
    calendarTo: '/account/calendar',
    password: { formKey: formKey('/account/password'), action: '/account/password' },
    ending: { formKey: formKey('/account/sessions'), action: '/account/sessions' },
    sessions: sessions.map(({ id, device, madeAt, lastSeenAt, isThis }) => ({
      id,
      device,
      since: todayInScotland(madeAt),
      lastUsedOn: todayInScotland(lastSeenAt),
      isThis,
    })),
  }
}

export default function Account() {
  const { says, ...account } = useLoaderData<typeof loader>()
  return (
    <>
      {says ? <Message>{says}</Message> : null}
      <AccountPage {...account} />
    </>
  )
}
