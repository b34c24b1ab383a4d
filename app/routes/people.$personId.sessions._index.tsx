import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { scopeBits } from '~/access/permissions'
import { headOf, openPerson } from '~/caseload/person-page.server'
import { sessionKeyFrom, sessionKeyTo } from '~/sessions/session-key'
import { SessionsOfPerson } from '~/sessions/session-lists'
import { SESSIONS_A_PAGE, sessionsOf } from '~/sessions/sessions.server'
import { sessionsWords } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'
import { Actions, ButtonLink, Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Sessions · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, record } = await openPerson(asked)
  const after = sessionKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const rows = await sessionsOf(db, worker, record.id, after)
  const head = headOf(record)
  const at = `${head.to}/sessions`
  const last = rows.length > SESSIONS_A_PAGE ? rows[SESSIONS_A_PAGE - 1] : undefined
  return {
    head,
    at,
    sessions: rows.slice(0, SESSIONS_A_PAGE),
    mayWrite: (record.writes & scopeBits.wellbeing) !== 0,
    isOpen: record.closedOn === null,
    first: after ? at : undefined,
    next: last && `${at}?after=${sessionKeyTo(last)}`,
  }
}

export default function SessionsWithThem() {
  const { head, at, sessions, mayWrite, isOpen, first, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle
        back={{ to: head.to, label: head.name }}
        action={
          mayWrite && isOpen ? <ButtonLink to={`${at}/new`}>{sessionsWords.planOne}</ButtonLink> : undefined
        }
      >
        {sessionsWords.ofPerson}
      </PageTitle>
      <SessionsOfPerson personId={head.id} sessions={sessions} />
      <Pager first={first} next={next} />
      {mayWrite ? (
        <Actions>
          <ButtonLink kind="quiet" to={`${at}/record`}>
            {sessionsWords.recordOne}
          </ButtonLink>
        </Actions>
      ) : null}
    </>
  )
}
