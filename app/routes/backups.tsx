import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { inTurn } from '~/access/password-queue.server'
import { ShowAgain } from '~/access/proof-page'
import { shownAgain } from '~/access/shown-again.server'
import { proofWords } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { recordAudit } from '~/audit/write.server'
import { AskInput } from '~/backups/ask.input'
import { BackupsView } from '~/backups/backups-page'
import { pageWords, standing } from '~/backups/page-words'
import { askForRun, backupState, mayAskForBackups, mayReadBackups } from '~/backups/state.server'
import { now } from '~/shared/clock.server'
import { PageTitle } from '~/ui/page-title'
import { Message } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${pageWords.title} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  if (!mayReadBackups(worker.role)) throw new Response(null, { status: 404 })
  const kept = asked.context.backups?.() ?? { isOn: false, log: 'off' as const }
  const state = await backupState(db, worker.role, kept, now())
  const isAsked = new URL(asked.request.url).searchParams.get('said') === 'asked'
  return { state, isAsked, formKey: formKey('/backups') }
}

export function action(asked: ActionFunctionArgs) {
  return inTurn(asked.context, async () => {
    const { context } = asked
    const { db, worker, input } = await posted(asked, AskInput)
    if (!mayAskForBackups(worker.role)) throw new Response(null, { status: 404 })
    if (!input.ok || !context.backups?.().isOn) return redirect('/backups', 303)
    const { ask, password } = input.value
    const again = (errors: Readonly<Record<string, string>> | undefined, answer: ResponseInit) =>
      data({ asks: ask, errors }, answer)

    const shown = await shownAgain(db, context.secret, worker, password)
    if (!shown.ok) return again(shown.reason.errors, shown.reason.answer)
    if (!(await askForRun(db, ask))) return again(undefined, { status: 200 })
    await recordAudit(db, { act: 'backup.ask', detail: { what: ask } })
    return redirect('/backups?said=asked', 303)
  })
}

export default function Backups() {
  const { state, isAsked, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  if (sent)
    return (
      <ShowAgain
        title={proofWords.title}
        back={{ to: '/backups', label: pageWords.title }}
        says={pageWords.asks}
        formKey={formKey}
        errors={sent.errors}
        button={{ label: proofWords.go, name: 'ask', value: sent.asks }}
      />
    )
  return (
    <>
      <PageTitle lede={standing(state)}>{pageWords.title}</PageTitle>
      {isAsked ? <Message>{pageWords.asked}</Message> : null}
      <BackupsView state={state} formKey={formKey} />
    </>
  )
}
