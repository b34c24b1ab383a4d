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
import { liveCards } from '~/narratives/cards.server'
import { cardsFor } from '~/narratives/choose'
import { planErrors } from '~/sessions/form-errors'
import { PlanInput } from '~/sessions/plan.input'
import { planSession } from '~/sessions/plan.server'
import { PlanForm } from '~/sessions/plan-form'
import {
  alternativesFor,
  comingOf,
  offeredCards,
  planFor,
  wantedFor,
  warnsMore,
} from '~/sessions/plan-proposal'
import { planningFor } from '~/sessions/planning.server'
import { planWords, sessionWords } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Plan a session · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const signed = await signedIn(asked)
  const { db, worker, today, formKey } = signed
  const personId = idFrom(asked.params.personId)
  const at = {
    personId,
    transitionId: idFrom(new URL(asked.request.url).searchParams.get('for') ?? undefined),
  }
  const planning = await planningFor(db, worker, at, draftAsked(asked), today)
  if (!planning) throw await notTheirsAt(asked, db)

  const coming = comingOf(planning, today)
  const suggested = cardsFor(await liveCards(db, today), wantedFor(planning, today))
  const cards = offeredCards(suggested, planning, coming?.id ?? null)
  const { programmes, offers, first } = alternativesFor(planning, cards, today)
  const to = `/people/${personId}`
  const draft = await draftsOfForm(asked, signed, personId, planning.drafts)
  return {
    head: { name: planning.name, to },
    isClosed: planning.closedOn !== null,
    coming: coming && { id: coming.id, says: coming.says, asks: coming.asks },
    cards,
    programmes,
    offers,
    communicationNeeds: planning.communicationNeeds,
    warnsMore: warnsMore(planning.used),
    values: draft.values ?? planFor(planning, cards, { programmes, offers, first }, today),
    draft,
    formKey: formKey(`${to}/sessions/new`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, PlanInput)
  const personId = idFrom(asked.params.personId)
  const planned = input.ok ? await planSession(db, worker, personId, input.value, today) : input
  if (planned.ok) {
    await dropDraft(db, said.draftId)
    throw redirect(`/people/${personId}/sessions/${planned.value.sessionId}`, 303)
  }
  if (planned.reason === 'not-yours-to-change') throw await notTheirsAt(asked, db)
  await keepTried(asked, { db, worker }, personId, said)
  const errors = typeof planned.reason === 'string' ? planErrors(planned.reason) : planned.reason
  return data({ values: said, errors }, { status: 422 })
}

export default function PlanASession() {
  const { head, isClosed, coming, values, draft, ...form } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const drafts = sentBack(draft, sent?.values)
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }} lede={coming?.says}>
        {planWords.title}
      </PageTitle>
      {coming ? <p className="says">{coming.asks}</p> : null}
      <UnfinishedDrafts draft={drafts} />
      {form.warnsMore ? <p className="message">{planWords.balance}</p> : null}
      {isClosed ? (
        <p className="message">{sessionWords.closed}</p>
      ) : (
        <PlanForm
          {...form}
          draft={drafts}
          transitionId={coming?.id ?? null}
          values={sent?.values ?? values}
          errors={sent?.errors}
          backTo={head.to}
        />
      )}
    </>
  )
}
