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
import { ErrorSummary } from '~/ui/error-summary'
import { PageTitle } from '~/ui/page-title'
import { Message } from '~/ui/parts'
import { bringBackView, changeView, endView, pinView } from '~/views/save-view.server'
import { ViewInput } from '~/views/view.input'
import { ViewForm, ViewPin } from '~/views/view-form'
import { viewTo } from '~/views/view-to'
import { findView } from '~/views/views.server'
import { placeNames, viewWords, whyNotKept } from '~/views/words'

export const meta: MetaFunction = () => [{ title: `${viewWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const view = await findView(db, worker, idFrom(asked.params.viewId))
  if (!view) throw await notTheirs(db, asked.params.viewId ?? '')
  return { view, formKey: formKey(`/views/${view.id}`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, input, said } = await posted(asked, ViewInput)
  const view = await findView(db, worker, idFrom(asked.params.viewId))
  if (!view) throw await notTheirs(db, asked.params.viewId ?? '')
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const wish = input.value
  if (!('version' in wish)) {
    await pinView(db, worker, view.id, wish.act === 'pin' ? 'pinned' : 'not')
    throw redirect(viewTo(view), 303)
  }
  if (!view.isOwn) throw await notTheirs(db, view.id)
  const at = { id: view.id, version: wish.version }
  const done =
    wish.act === 'save'
      ? await changeView(db, worker, at, wish)
      : wish.act === 'delete'
        ? await endView(db, worker, at)
        : await bringBackView(db, worker, { ...at, name: view.name })
  if (done.ok) throw redirect(wish.act === 'delete' ? `/views/${view.id}` : viewTo(view), 303)
  if (done.reason === 'changed-meanwhile')
    return data({ values: said, errors: { form: viewWords.changedMeanwhile } }, { status: 409 })
  return data({ values: said, errors: { name: whyNotKept[done.reason] } }, { status: 422 })
}

export default function View() {
  const { view, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const at = { formKey, version: view.version }
  return (
    <div className="narrow">
      <PageTitle
        back={{ to: `/${view.place}`, label: placeNames[view.place] }}
        lede={view.isOwn ? viewWords.of(placeNames[view.place]) : viewWords.by(view.owner)}
      >
        {view.name}
      </PageTitle>
      <ErrorSummary errors={sent?.errors} />
      {view.hasEnded ? (
        <Message
          undo={{
            action: `/views/${view.id}`,
            ...at,
            name: 'act',
            value: 'bring-back',
            says: viewWords.bringBack,
          }}
        >
          {viewWords.deleted}
        </Message>
      ) : (
        <p>
          <a href={viewTo(view)}>{viewWords.open}</a>
        </p>
      )}
      {view.hasEnded ? null : view.isOwn ? (
        <ViewForm view={view} {...at} values={sent?.values} errors={sent?.errors} />
      ) : (
        <ViewPin view={view} formKey={formKey} />
      )}
    </div>
  )
}
