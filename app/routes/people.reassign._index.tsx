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
import { mayReassign } from '~/handover/may-reassign'
import { PEOPLE_AT_ONCE, REASSIGN } from '~/handover/reasons'
import { ReassignInput } from '~/handover/reassign.input'
import { reassign } from '~/handover/reassign.server'
import { ReassignForm } from '~/handover/reassign-form'
import { toReassign } from '~/handover/to-reassign.server'
import { reassignWords, whyNotReassigned, whyNotThem } from '~/handover/words'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${reassignWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const params = new URL(asked.request.url).searchParams
  const chosen = [...new Set(params.getAll('person').map(idFrom))].slice(0, PEOPLE_AT_ONCE)
  if (!mayReassign(worker.role)) throw await notTheirs(db, chosen[0] ?? '')
  const leadId = params.has('from') ? idFrom(params.get('from') ?? undefined) : null
  const found = await toReassign(db, worker, { people: chosen, leadId }, today)
  const isShort = chosen.some((id) => !found.people.some((person) => person.id === id))
  return { ...found, today, isShort, to: params.get('to') ?? undefined, formKey: formKey(REASSIGN) }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said } = await posted(asked, ReassignInput)
  if (!mayReassign(worker.role)) throw await notTheirs(db, '')
  if (!input.ok)
    return data({ values: said, errors: input.reason, refused: null, ticked: null }, { status: 422 })

  const made = await reassign(db, worker, input.value, today)
  if (made.ok) throw redirect(made.value.isTheirsStill ? `${REASSIGN}/${made.value.lotId}` : '/people', 303)
  const { field, says } = whyNotReassigned[made.reason.why]
  const ticked = input.value.person.map(({ personId }) => personId)
  const status = made.reason.people.some(({ why }) => why === 'changed-meanwhile') ? 409 : 422
  return data({ values: said, errors: { [field]: says }, refused: made.reason, ticked }, { status })
}

export default function Reassign() {
  const { people, workers, today, isShort, to, formKey } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const refused = sent?.refused
  const ticked = sent?.ticked
  return (
    <>
      <PageTitle
        back={{ to: '/people', label: reassignWords.back }}
        lede={people.length ? reassignWords.lede : undefined}
      >
        {reassignWords.title}
      </PageTitle>
      {isShort && people.length ? <p>{reassignWords.someLeftOut}</p> : null}
      {people.length ? (
        <ReassignForm
          formKey={formKey}
          people={people}
          workers={workers}
          today={today}
          values={sent?.values ?? { to }}
          errors={sent?.errors}
          aboutThem={Object.fromEntries((refused?.people ?? []).map(({ id, why }) => [id, whyNotThem[why]]))}
          unticked={ticked ? people.map(({ id }) => id).filter((id) => !ticked.includes(id)) : []}
        />
      ) : (
        <Empty>
          <p>{reassignWords.nobodyChosen}</p>
          <p>
            <a href="/people">{reassignWords.toList}</a>
          </p>
        </Empty>
      )}
    </>
  )
}
