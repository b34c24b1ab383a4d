import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notTheirs } from '~/access/not-theirs.server'
import type { Role } from '~/access/permissions'
import { posted, signedIn } from '~/access/signed-in.server'
import { coverageWords } from '~/casework/coverage-words'
import { reassignAllOf } from '~/handover/reasons'
import { reassignWords } from '~/handover/words'
import { formatDay } from '~/shared/civil-date'
import { askToTalk } from '~/supervision/ask-to-talk.server'
import { NoteList } from '~/supervision/note-list'
import { myTeam, notesWith, wishOf } from '~/supervision/notes.server'
import { TalkInput } from '~/supervision/talk.input'
import { TalkForm } from '~/supervision/talk-form'
import { supervisionWords } from '~/supervision/words'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${supervisionWords.title} · Airt` }]

const supervised: readonly Role[] = ['youth-worker', 'justice-social-worker']

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  if (worker.role === 'team-manager') return { team: await myTeam(db, worker), notes: null, talk: null }
  if (!supervised.includes(worker.role)) throw await notTheirs(db, '')
  return {
    team: null,
    notes: await notesWith(db, asked.context.secret, worker, worker.id),
    talk: { formKey: formKey('/supervision'), since: await wishOf(db, worker) },
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input } = await posted(asked, TalkInput)
  if (!supervised.includes(worker.role)) throw await notTheirs(db, '')
  if (!input.ok) return data({ errors: input.reason }, { status: 422 })

  await askToTalk(db, worker, input.value.wish)
  throw redirect('/supervision', 303)
}

export default function Supervision() {
  const { team, notes, talk } = useLoaderData<typeof loader>()
  const wishing = team?.filter(({ wishedOn }) => wishedOn !== null).length ?? 0
  return (
    <>
      <PageTitle lede={team ? supervisionWords.forManagers : supervisionWords.forWorkers}>
        {supervisionWords.title}
      </PageTitle>
      {talk ? <TalkForm {...talk} /> : null}
      {wishing ? <p>{supervisionWords.waiting(wishing)}</p> : null}
      {team?.length ? (
        <ul className="list" aria-label={supervisionWords.title}>
          {team.map(({ id, name, lastOn, wishedOn }) => (
            <li className="held-row" key={id}>
              <div>
                <p className="who">
                  <a href={`/supervision/${id}`}>{name}</a>
                </p>
                {wishedOn ? <p>{supervisionWords.wishes(formatDay(wishedOn))}</p> : null}
                <p className="why">
                  {lastOn ? supervisionWords.last(formatDay(lastOn, 'short')) : supervisionWords.none}
                </p>
              </div>
              <p className="do">
                <a href={reassignAllOf(id)}>
                  {reassignWords.allOf}
                  <span className="visually-hidden">: {name}</span>
                </a>
              </p>
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
