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
import { UploadInput } from '~/intake/list.input'
import { takenInErrors, uploadWords } from '~/intake/list-words'
import { mayBringIn, takeInList, toFollow } from '~/intake/take-in-list.server'
import { UploadForm } from '~/intake/upload-form'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${uploadWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  if (!mayBringIn(worker)) throw await notTheirs(db, '')
  const follows = new URL(asked.request.url).searchParams.get('follows')
  const known = await toFollow(db, worker, follows === null ? null : idFrom(follows))
  return { ...known, formKey: formKey('/imports/new') }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, UploadInput)
  if (!mayBringIn(worker)) throw await notTheirs(db, '')
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const { file, ...list } = input.value
  const bytes = new Uint8Array(await file.arrayBuffer())
  const taken = await takeInList(db, worker, asked.context.secret, { ...list, bytes }, today)
  if (!taken.ok) return data({ values: said, errors: takenInErrors(taken.reason) }, { status: 422 })

  const { importId, next } = taken.value
  throw redirect(next === 'columns' ? `/imports/${importId}/columns` : `/imports/${importId}`, 303)
}

export default function NewImport() {
  const { teams, follows, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle back={{ to: '/imports', label: uploadWords.back }} lede={uploadWords.lede}>
        {uploadWords.title}
      </PageTitle>
      <UploadForm
        formKey={formKey}
        teams={teams}
        followsId={follows?.id ?? null}
        values={sent?.values ?? follows ?? {}}
        errors={sent?.errors}
      />
    </>
  )
}
