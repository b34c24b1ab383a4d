import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { NoteInput } from '~/supervision/note.input'
import { NoteForm } from '~/supervision/note-form'
import { NoteList } from '~/supervision/note-list'
import { addNote, myTeam, notesWith } from '~/supervision/notes.server'
import { supervisionWords } from '~/supervision/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${supervisionWords.one} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const member = (await myTeam(db, worker)).find(({ id }) => id === idFrom(asked.params.workerId))
  if (!member) throw await notTheirs(db, asked.params.workerId ?? '')
  return {
    name: member.name,
    formKey: formKey(`/supervision/${member.id}`),
    notes: await notesWith(db, asked.context.secret, worker, member.id),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, NoteInput)
  const member = (await myTeam(db, worker)).find(({ id }) => id === idFrom(asked.params.workerId))
  if (!member) throw await notTheirs(db, asked.params.workerId ?? '')
  if (!input.ok) return data({ words: said.words, errors: input.reason }, { status: 422 })

  await addNote(db, worker, member.id, input.value.words, today)
  throw redirect(`/supervision/${member.id}`, 303)
}

export default function Supervise() {
  const { name, formKey, notes } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle
        back={{ to: '/supervision', label: supervisionWords.title }}
        lede={supervisionWords.forManagers}
      >
        {supervisionWords.with(name)}
      </PageTitle>
      <NoteForm formKey={formKey} words={sent?.words} errors={sent?.errors} />
      {notes.length ? (
        <section aria-labelledby="earlier">
          <h2 id="earlier">{supervisionWords.earlier}</h2>
          <NoteList notes={notes} />
        </section>
      ) : null}
    </>
  )
}
