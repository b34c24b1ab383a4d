import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { notTheirsAt } from '~/access/not-theirs.server'
import { posted } from '~/access/signed-in.server'
import { mergeTyped } from '~/caseload/merge-typed'
import { dropDraft } from '~/drafts/drafts.server'
import { sentBack } from '~/drafts/drafts-of-form'
import { draftAsked, draftsOfForm, keepTried } from '~/drafts/drafts-of-form.server'
import { UnfinishedDrafts } from '~/drafts/unfinished-drafts'
import { cardsToChoose } from '~/sessions/card-choices.server'
import { recordErrors } from '~/sessions/form-errors'
import { openSession } from '~/sessions/open-session.server'
import { RecordInput } from '~/sessions/record.input'
import { recordSession } from '~/sessions/record.server'
import { RecordForm } from '~/sessions/record-form'
import { namedIn, openSessionAt } from '~/sessions/session-page.server'
import { comparedSession, recordValues, valuesAt } from '~/sessions/session-values'
import { recordWords, whenOf } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Record a session · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { session, head, at, ...signed } = await openSessionAt(asked, 'to-write')
  const draft = await draftsOfForm(asked, signed, session.personId, session.drafts)
  const cards = session.cards ?? []
  return {
    head: { to: at, name: head.name },
    today: signed.today,
    when: whenOf(session.plannedOn, session.plannedAt),
    kind: session.status === 'recorded' ? ('amended' as const) : ('planned' as const),
    version: draft.values?.version ? Number(draft.values.version) : session.version,
    cards: cards.map(({ id, version, title, askFirst }) => ({ id, version, title, askFirst })),
    others: await cardsToChoose(signed.db, signed.today, cards),
    values: draft.values ?? (session.status === 'recorded' ? recordValues(session) : {}),
    draft,
    formKey: signed.formKey(`${at}/record`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, RecordInput)
  const at = namedIn(asked)
  const recorded = input.ok ? await recordSession(db, worker, at, input.value, today) : input
  if (recorded.ok) {
    await dropDraft(db, said.draftId)
    throw redirect(`/people/${at.personId}/sessions/${at.sessionId}`, 303)
  }
  if (recorded.reason === 'not-yours-to-change') throw await notTheirsAt(asked, db)
  await keepTried(asked, { db, worker }, at.personId, said)
  if (recorded.reason !== 'changed-meanwhile') {
    const errors = typeof recorded.reason === 'string' ? recordErrors(recorded.reason, said) : recorded.reason
    return data({ values: said, errors, conflict: null }, { status: 422 })
  }
  const session = await openSession(db, worker, at, draftAsked(asked))
  if (!session) throw await notTheirsAt(asked, db)
  const theirs = recordValues(session)
  const base = valuesAt(session, Number(said.version)) ?? theirs
  const conflict = {
    compared: comparedSession(theirs, said, 'record'),
    changedBy: session.changedBy ?? '',
  }
  const values: Record<string, string> = {
    ...mergeTyped(base, theirs, said),
    version: String(session.version),
  }
  return data({ values, errors: undefined, conflict }, { status: 409 })
}

export default function RecordASession() {
  const { head, when, values, draft, version, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const drafts = sentBack(draft, sent?.values)
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }} lede={when}>
        {form.kind === 'amended' ? recordWords.amendTitle : recordWords.title}
      </PageTitle>
      <UnfinishedDrafts draft={drafts} />
      <RecordForm
        {...form}
        draft={drafts}
        version={sent?.values.version ? Number(sent.values.version) : version}
        values={sent?.values ?? values}
        errors={sent?.errors}
        conflict={sent?.conflict}
        backTo={head.to}
      />
    </>
  )
}
