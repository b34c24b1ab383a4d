import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { sessionKeyFrom, sessionKeyTo } from '~/sessions/session-key'
import { MySessions } from '~/sessions/session-lists'
import { mySessions, SESSIONS_A_PAGE } from '~/sessions/sessions.server'
import { sessionsWords } from '~/sessions/words'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Sessions · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const after = sessionKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const rows = await mySessions(db, worker, after)
  const last = rows.length > SESSIONS_A_PAGE ? rows[SESSIONS_A_PAGE - 1] : undefined
  return {
    sessions: rows.slice(0, SESSIONS_A_PAGE),
    today,
    first: after ? '/sessions' : undefined,
    next: last && `/sessions?after=${sessionKeyTo(last)}`,
  }
}

export default function Sessions() {
  const { sessions, today, first, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle action={<ButtonLink to="/people">{sessionsWords.people}</ButtonLink>}>
        {sessionsWords.title}
      </PageTitle>
      <MySessions sessions={sessions} today={today} />
      <Pager first={first} next={next} />
    </>
  )
}
