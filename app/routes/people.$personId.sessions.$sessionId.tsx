import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { clashesOf } from '~/sessions/clash'
import { openSessionAt } from '~/sessions/session-page.server'
import { historyOf } from '~/sessions/session-values'
import { SessionView } from '~/sessions/session-view'
import { recordWords, sessionWords, whenOf } from '~/sessions/words'
import { formatDay } from '~/shared/civil-date'
import { transitionTo } from '~/transitions/present'
import { PageTitle } from '~/ui/page-title'
import { Actions, ButtonLink } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Session · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { session, head, at, today, worker } = await openSessionAt(asked)
  const { cards, concerns, versions: _, booked, drafts: _drafts, ...shown } = session
  return {
    head,
    at,
    session: shown,
    cards: cards ?? [],
    concerns: concerns ?? [],
    history: historyOf(session),
    clashes: session.workerId === worker.id ? clashesOf(session, booked ?? []) : '',
    mayRecord: session.mayWrite && session.status === 'planned' && session.plannedOn <= today,
    comingTo: session.transitionId && transitionTo(session.personId, session.transitionId),
  }
}

export default function Session() {
  const { head, at, session, cards, concerns, history, clashes, mayRecord, comingTo } =
    useLoaderData<typeof loader>()
  const isPlanned = session.status === 'planned'
  return (
    <>
      <PageTitle
        back={{ to: head.to, label: head.name }}
        lede={isPlanned ? sessionWords.planned(whenOf(session.plannedOn, session.plannedAt)) : undefined}
        action={mayRecord ? <ButtonLink to={`${at}/record`}>{sessionWords.record}</ButtonLink> : undefined}
      >
        {isPlanned ? sessionWords.title : `${sessionWords.title}, ${formatDay(session.plannedOn, 'short')}`}
      </PageTitle>
      {isPlanned && clashes ? <p className="message">{sessionWords.clash(clashes)}</p> : null}
      {session.communicationNeeds ? <p className="needs">{session.communicationNeeds}</p> : null}
      <SessionView session={session} cards={cards} concerns={concerns} history={history} />
      <Actions>
        {session.mayWrite && isPlanned ? (
          <ButtonLink kind="quiet" to={`${at}/edit`}>
            {sessionWords.change}
          </ButtonLink>
        ) : null}
        {session.mayWrite && session.status === 'recorded' ? (
          <ButtonLink kind="quiet" to={`${at}/record`}>
            {recordWords.amendTitle}
          </ButtonLink>
        ) : null}
        {comingTo ? (
          <ButtonLink kind="quiet" to={comingTo}>
            {sessionWords.coming}
          </ButtonLink>
        ) : null}
      </Actions>
    </>
  )
}
