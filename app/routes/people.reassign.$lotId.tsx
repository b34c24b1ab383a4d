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
import { UndoLotInput } from '~/handover/handover.input'
import { openLot } from '~/handover/lot.server'
import { LotList } from '~/handover/lot-list'
import { REASSIGN } from '~/handover/reasons'
import { undoLot } from '~/handover/undo.server'
import { lotSays, lotWords, reasonWords } from '~/handover/words'
import { ErrorSummary } from '~/ui/error-summary'
import { Kept } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { Actions, Button } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${lotWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const lotId = idFrom(asked.params.lotId)
  const lot = await openLot(db, worker, lotId)
  if (!lot) throw await notTheirs(db, asked.params.lotId ?? '')
  return { ...lot, at: `${REASSIGN}/${lotId}`, formKey: formKey(`${REASSIGN}/${lotId}`) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker } = await posted(asked, UndoLotInput)
  const lotId = idFrom(asked.params.lotId)
  const undone = await undoLot(db, worker, lotId)
  if (undone.ok) throw redirect(`${REASSIGN}/${lotId}`, 303)
  if (undone.reason === 'not-yours') throw await notTheirs(db, asked.params.lotId ?? '')
  return data({ errors: { form: lotWords.over } }, { status: 422 })
}

export default function Lot() {
  const lot = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const { people, because } = lot
  const stands = people.filter(({ isUndone }) => !isUndone)
  const [first] = people
  const mayUndo = first?.mayUndo && stands.some(({ isAsLeft }) => isAsLeft)
  return (
    <>
      <PageTitle
        back={{ to: '/people', label: lotWords.back }}
        lede={lotSays({ ...lot, people: stands.length })}
      >
        {lotWords.title}
      </PageTitle>
      <ErrorSummary errors={sent?.errors} />
      <p>
        {lotWords.why}: {reasonWords[lot.reason]}.{because ? ` ${because}` : ''}
      </p>
      {mayUndo ? (
        <form method="post" action={lot.at}>
          <Kept formKey={lot.formKey} />
          <p>
            {lotWords.undoUntil(lot.undoUntil)} {lotWords.undoRest}
          </p>
          <Actions>
            <Button kind="quiet">{lotWords.undo}</Button>
          </Actions>
        </form>
      ) : null}
      <section aria-labelledby="who">
        <h2 id="who">{lotWords.who}</h2>
        <LotList people={people} />
      </section>
      {stands.length && !first?.mayUndo ? <Again people={stands} /> : null}
    </>
  )
}

function Again({ people }: { people: readonly { personId: string }[] }) {
  const chosen = new URLSearchParams(people.map(({ personId }) => ['person', personId]))
  return (
    <p>
      {lotWords.over} <a href={`${REASSIGN}?${chosen}`}>{lotWords.again}</a>
    </p>
  )
}
