import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
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

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  if (!mayReadBackups(worker.role)) throw new Response(null, { status: 404 })
  const kept = asked.context.backups?.() ?? { isOn: false, log: 'off' as const }
  const state = await backupState(db, worker.role, kept, now())
  const isAsked = new URL(asked.request.url).searchParams.get('said') === 'asked'
  return { state, isAsked, formKey: formKey('/backups') }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input } = await posted(asked, AskInput)
  if (!mayAskForBackups(worker.role)) throw new Response(null, { status: 404 })
  if (!input.ok || !asked.context.backups?.().isOn) return redirect('/backups', 303)
  await askForRun(db, input.value.ask)
  await recordAudit(db, { act: 'backup.ask', detail: { what: input.value.ask } })
  return redirect('/backups?said=asked', 303)
}

export default function Backups() {
  const { state, isAsked, formKey } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={standing(state)}>{pageWords.title}</PageTitle>
      {isAsked ? <Message>{pageWords.asked}</Message> : null}
      <BackupsView state={state} formKey={formKey} />
    </>
  )
}
