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
import { CancelForm } from '~/sessions/cancel-form'
import { planErrors } from '~/sessions/form-errors'
import { openSession } from '~/sessions/open-session.server'
import { ChangeOrCancelInput } from '~/sessions/plan.input'
import { cancelSession, changePlan } from '~/sessions/plan.server'
import { planChoices } from '~/sessions/plan-choices.server'
import { PlanForm } from '~/sessions/plan-form'
import { namedIn, openSessionAt } from '~/sessions/session-page.server'
import { comparedSession, planValues, valuesAt } from '~/sessions/session-values'
import { planWords, sessionWords, whenOf, whyNotPlanned } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'
import { TypedBack } from '~/ui/typed-back'

export const meta: MetaFunction = () => [{ title: 'Change the plan · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { session, head, at, ...signed } = await openSessionAt(asked, 'to-write')
  const draft = await draftsOfForm(asked, signed, session.personId, session.drafts)
  return {
    head: { to: at, name: head.name },
    when: whenOf(session.plannedOn, session.plannedAt),
    isPlanned: session.status === 'planned',
    version: draft.values?.version ? Number(draft.values.version) : session.version,
    ...(await planChoices(signed.db, signed.today, session)),
    communicationNeeds: session.communicationNeeds,
    values: draft.values ?? planValues({ ...session, cards: session.cards ?? [] }),
    draft,
    formKey: signed.formKey(`${at}/edit`),
    cancelKey: signed.formKey(`${at}/edit`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, ChangeOrCancelInput)
  const at = namedIn(asked)
  const changed = input.ok ? await changeOrCancel() : input
  if (changed.ok) {
    await dropDraft(db, said.draftId)
    throw redirect(`/people/${at.personId}/sessions/${at.sessionId}`, 303)
  }
  if (changed.reason === 'not-yours-to-change') throw await notTheirsAt(asked, db)
  await keepTried(asked, { db, worker }, at.personId, said)
  const { reason } = changed
  if (reason !== 'changed-meanwhile' && reason !== 'not-planned-any-more') {
    const errors = typeof reason === 'string' ? planErrors(reason) : reason
    return data({ values: said, errors, conflict: null, tooLate: null }, { status: 422 })
  }
  const session = await openSession(db, worker, at, draftAsked(asked))
  if (!session) throw await notTheirsAt(asked, db)
  const theirs = planValues({ ...session, cards: session.cards ?? [] })
  const compared = comparedSession(theirs, said, 'plan')
  if (said.act === 'cancel' || reason === 'not-planned-any-more') {
    const tooLate = {
      says: whyNotPlanned[reason],
      stands: [{ label: sessionWords.cancelledBecause, value: session.cancelledBecause ?? '' }],
      typed:
        said.act === 'cancel'
          ? [{ label: sessionWords.cancelWhy, value: said.cancelledBecause ?? '' }]
          : compared.map(({ label, yours }) => ({ label, value: yours })),
    }
    return data({ values: said, errors: undefined, conflict: null, tooLate }, { status: 409 })
  }
  const base = valuesAt(session, Number(said.version)) ?? theirs
  const conflict = { compared, changedBy: session.changedBy ?? '' }
  const values: Record<string, string> = {
    ...mergeTyped(base, theirs, said),
    version: String(session.version),
  }
  return data({ values, errors: undefined, conflict, tooLate: null }, { status: 409 })

  function changeOrCancel() {
    if (!input.ok) throw new Error('There is nothing to change')
    return input.value.act === 'cancel'
      ? cancelSession(db, worker, at, input.value.cancelled)
      : changePlan(db, worker, at, input.value.plan, today)
  }
}

export default function ChangeThePlan() {
  const { head, when, isPlanned, values, draft, version, cancelKey, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const cancels = sent?.values.act === 'cancel'
  const typed = cancels ? undefined : sent
  const drafts = sentBack(draft, typed?.values)
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }} lede={when}>
        {planWords.editTitle}
      </PageTitle>
      {sent?.tooLate ? <TypedBack {...sent.tooLate} /> : null}
      {isPlanned ? (
        <>
          <UnfinishedDrafts draft={drafts} />
          <PlanForm
            {...form}
            draft={drafts}
            version={typed?.values.version ? Number(typed.values.version) : version}
            values={typed?.values ?? values}
            errors={typed?.errors}
            conflict={typed?.conflict}
            backTo={head.to}
          />
          <CancelForm
            formKey={cancelKey}
            version={version}
            values={cancels ? sent.values : undefined}
            errors={cancels ? sent.errors : undefined}
          />
        </>
      ) : (
        <p className="message">{sessionWords.notPlanned}</p>
      )}
    </>
  )
}
