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
import { idIn } from '~/programmes/directory-view'
import { writeReferral } from '~/referrals/make.server'
import { ShareInput } from '~/referrals/share.input'
import { shareErrors } from '~/referrals/share-errors'
import { ShareForm } from '~/referrals/share-form'
import { sharePage } from '~/referrals/share-page.server'
import { comparedShares } from '~/referrals/share-values'
import { shareWords } from '~/referrals/share-words'
import { TheyWillSee } from '~/referrals/they-will-see'
import { whyNotMade } from '~/referrals/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Refer · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const signed = await signedIn(asked)
  const { db, worker, today, formKey } = signed
  const personId = idFrom(asked.params.personId)
  const params = new URL(asked.request.url).searchParams
  const page = await sharePage(
    db,
    worker,
    {
      personId,
      programmeId: idIn(params, 'programme'),
      transitionId: idIn(params, 'for'),
      sessionId: idIn(params, 'session'),
      followsId: idIn(params, 'follows'),
      changeId: idIn(params, 'change'),
    },
    draftAsked(asked),
    today,
  )
  if (!page) throw await notTheirsAt(asked, db)

  const { drafts, ...shown } = page
  const to = `/people/${personId}`
  const draft = await draftsOfForm(asked, signed, personId, drafts)
  return {
    ...shown,
    to,
    values: draft.values ?? page.values,
    draft,
    today,
    formKey: formKey(`${to}/referrals/new`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, ShareInput)
  const personId = idFrom(asked.params.personId)
  const written = input.ok ? await writeReferral(db, worker, personId, input.value, today) : input
  if (written.ok) {
    await dropDraft(db, said.draftId)
    throw redirect(`/people/${personId}/referrals/${written.value.referralId}`, 303)
  }
  if (written.reason === 'not-in-your-caseload') throw await notTheirsAt(asked, db)
  await keepTried(asked, { db, worker }, personId, said)
  const errors = typeof written.reason === 'string' ? shareErrors(written.reason) : written.reason
  const isStale = written.reason === 'changed-meanwhile'
  return data({ values: said, errors, isStale }, { status: isStale ? 409 : 422 })
}

export default function Refer() {
  const { to, fullName, isClosed, preview, changedBy, isCarried, values, draft, ...form } =
    useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const drafts = sentBack(draft, sent?.values)
  const conflict = sent?.isStale ? { compared: comparedShares(values, sent.values), changedBy } : null
  return (
    <>
      <PageTitle back={{ to, label: fullName }}>{shareWords.title(form.programme.name)}</PageTitle>
      <UnfinishedDrafts draft={drafts} />
      {isCarried ? <p className="message">{shareWords.carried}</p> : null}
      {isClosed ? (
        <p className="message">{whyNotMade.closed}</p>
      ) : (
        <div className="share-page">
          <ShareForm
            {...form}
            draft={drafts}
            values={sent?.values ?? values}
            errors={conflict ? undefined : sent?.errors}
            conflict={conflict}
            backTo={to}
          />
          <aside className="card they-see" aria-labelledby="they-will-see">
            <h2 id="they-will-see">{shareWords.theyWillSee}</h2>
            <p className="why">{shareWords.atLeast}</p>
            <TheyWillSee payload={preview} />
          </aside>
        </div>
      )}
    </>
  )
}
