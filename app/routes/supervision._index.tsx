import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notTheirs } from '~/access/not-theirs.server'
import type { Role } from '~/access/permissions'
import { signedIn } from '~/access/signed-in.server'
import { coverageWords } from '~/casework/coverage-words'
import { formatDay } from '~/shared/civil-date'
import { NoteList } from '~/supervision/note-list'
import { myTeam, notesWith } from '~/supervision/notes.server'
import { supervisionWords } from '~/supervision/words'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${supervisionWords.title} · Airt` }]

const supervised: readonly Role[] = ['youth-worker', 'justice-social-worker']

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker } = await signedIn(asked)
  if (worker.role === 'team-manager') return { team: await myTeam(db, worker), notes: null }
  if (!supervised.includes(worker.role)) throw await notTheirs(db, '')
  return { team: null, notes: await notesWith(db, asked.context.secret, worker, worker.id) }
}

export default function Supervision() {
  const { team, notes } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={team ? supervisionWords.forManagers : supervisionWords.forWorkers}>
        {supervisionWords.title}
      </PageTitle>
      {team?.length ? (
        <ul className="list" aria-label={supervisionWords.title}>
          {team.map(({ id, name, lastOn }) => (
            <li className="held-row" key={id}>
              <div>
                <p className="who">
                  <a href={`/supervision/${id}`}>{name}</a>
                </p>
                <p className="why">
                  {lastOn ? supervisionWords.last(formatDay(lastOn, 'short')) : supervisionWords.none}
                </p>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
      {team ? (
        <p>
          <a href="/transitions/coverage">{coverageWords.link}</a>
        </p>
      ) : null}
      {notes?.length ? <NoteList notes={notes} /> : null}
      {team?.length || notes?.length ? null : (
        <Empty>
          <p>{team ? supervisionWords.nobody : supervisionWords.nothing}</p>
        </Empty>
      )}
    </>
  )
}
