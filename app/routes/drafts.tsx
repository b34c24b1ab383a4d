import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { recordAudit } from '~/audit/write.server'
import { ThrowAwayInput } from '~/drafts/draft.input'
import { DraftList } from '~/drafts/draft-list'
import { dropDraft, myDrafts } from '~/drafts/drafts.server'
import { goOnTo } from '~/drafts/drafts-of-form.server'
import { draftsWords } from '~/drafts/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Unfinished · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const drafts = await myDrafts(db, worker)
  const people = drafts.flatMap(({ personId }) => personId ?? [])
  await recordAudit(db, { act: 'draft.list', people: [...new Set(people)] })
  return {
    drafts: drafts.map(({ personId: _, ...draft }) => ({ ...draft, to: goOnTo(draft) })),
    formKey: formKey('/drafts'),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, input } = await posted(asked, ThrowAwayInput)
  if (!input.ok) return redirect('/drafts', 303)
  await dropDraft(db, input.value.id)
  return redirect(input.value.back, 303)
}

export default function Drafts() {
  const { drafts, formKey } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={draftsWords.lede}>{draftsWords.title}</PageTitle>
      <DraftList drafts={drafts} formKey={formKey} />
    </>
  )
}
