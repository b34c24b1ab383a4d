import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirsAt } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { dropDraft } from '~/drafts/drafts.server'
import { sentBack } from '~/drafts/drafts-of-form'
import { draftAsked, draftsOfForm, keepTried } from '~/drafts/drafts-of-form.server'
import { UnfinishedDrafts } from '~/drafts/unfinished-drafts'
import { cardsToChoose } from '~/sessions/card-choices.server'
import { recordErrors } from '~/sessions/form-errors'
import { UnplannedInput } from '~/sessions/record.input'
import { recordUnplanned } from '~/sessions/record.server'
import { RecordForm } from '~/sessions/record-form'
import { recordWords } from '~/sessions/words'
import { writingAbout } from '~/sessions/writing-about.server'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Record a session · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const signed = await signedIn(asked)
  const { db, worker, today, formKey } = signed
  const personId = idFrom(asked.params.personId)
  const person = await writingAbout(db, worker, personId, draftAsked(asked))
  if (!person) throw await notTheirsAt(asked, db)

  const to = `/people/${personId}`
  const draft = await draftsOfForm(asked, signed, personId, person.drafts)
  return {
    head: { name: person.name, to },
    today,
    transitionId: new URL(asked.request.url).searchParams.get('for'),
    others: await cardsToChoose(db, today, []),
    values: draft.values ?? { on: today },
    draft,
    formKey: formKey(`${to}/sessions/record`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, UnplannedInput)
  const personId = idFrom(asked.params.personId)
  const recorded = input.ok ? await recordUnplanned(db, worker, personId, input.value, today) : input
  if (recorded.ok) {
    await dropDraft(db, said.draftId)
    throw redirect(`/people/${personId}/sessions/${recorded.value.sessionId}`, 303)
  }
  if (recorded.reason === 'not-yours-to-change') throw await notTheirsAt(asked, db)
  await keepTried(asked, { db, worker }, personId, said)
  const errors = typeof recorded.reason === 'string' ? recordErrors(recorded.reason, said) : recorded.reason
  return data({ values: said, errors }, { status: 422 })
}

export default function RecordOneNotPlanned() {
  const { head, values, draft, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const drafts = sentBack(draft, sent?.values)
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }}>{recordWords.title}</PageTitle>
      <UnfinishedDrafts draft={drafts} />
      <RecordForm
        {...form}
        kind="unplanned"
        cards={[]}
        draft={drafts}
        values={sent?.values ?? values}
        errors={sent?.errors}
        backTo={head.to}
      />
    </>
  )
}
