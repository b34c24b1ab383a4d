import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { posted, signedIn } from '~/access/signed-in.server'
import { recordAudit } from '~/audit/write.server'
import { coverageWords } from '~/casework/coverage-words'
import { mayReassign } from '~/handover/may-reassign'
import { REASSIGN } from '~/handover/reasons'
import { ActDone, TakenBack } from '~/transitions/act-told'
import { decideErrors } from '~/transitions/decide-errors'
import { gapWords } from '~/transitions/gap-words'
import { heldPrompts } from '~/transitions/held-prompts.server'
import { PlaceFilter } from '~/transitions/place-filter'
import { peopleOf } from '~/transitions/place-list'
import { PlaceMonths } from '~/transitions/place-months'
import { placePage } from '~/transitions/place-page.server'
import { placeViewFrom, placeViewTo, queryOf, takenBackFrom, withNote } from '~/transitions/place-view'
import { bulkWords, placeWords } from '~/transitions/place-words'
import { ChosenInput, PutOffInput } from '~/transitions/put-off.input'
import { putOff } from '~/transitions/put-off.server'
import { PutOffFields } from '~/transitions/put-off-form'
import { ErrorSummary } from '~/ui/error-summary'
import { Kept } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'
import { Button, Empty, Message, Pager } from '~/ui/parts'
import { KeptLists } from '~/views/kept-lists'

export const meta: MetaFunction = () => [{ title: `${placeWords.title} · Airt` }]

const here = '/transitions'

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const params = new URL(asked.request.url).searchParams
  const { view, after, notUnderstood } = placeViewFrom(params)
  const actId = params.has('done') ? idFrom(params.get('done') ?? undefined) : null
  const page = await placePage(db, worker, today, { view, after, actId })
  return {
    ...page,
    view,
    notUnderstood,
    today,
    here: placeViewTo(view, after ?? undefined),
    first: after ? placeViewTo(view) : undefined,
    takenBack: takenBackFrom(params),
    showsWorker: worker.role === 'team-manager',
    mayReassign: mayReassign(worker.role),
    formKey: formKey(here),
    undoKey: formKey(`${here}/taken-back`),
    keepKey: formKey('/views'),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const form = await asked.request.clone().formData()
  if (form.get('act') === 'reassign') throw redirect(await toReassign(asked), 303)
  const { db, worker, today, input, said } = await posted(asked, PutOffInput)
  const ticked = form.getAll('chosen').map((each) => String(each).split('.')[0] ?? '')
  if (!input.ok) return data({ values: said, errors: input.reason, ticked }, { status: 422 })

  const { chosen, ...putOffAs } = input.value
  const actId = crypto.randomUUID()
  const done = await putOff(db, worker, chosen, putOffAs, actId, today)
  if (!done.ok) return data({ values: said, errors: decideErrors(done.reason), ticked }, { status: 422 })

  const { view, after } = placeViewFrom(new URL(asked.request.url).searchParams)
  throw redirect(withNote(placeViewTo(view, after ?? undefined), `done=${actId}`), 303)
}

/** The page that gives people to another worker, with those whose changes are ticked; the list again where nobody is. */
async function toReassign(asked: ActionFunctionArgs): Promise<string> {
  const { db, worker, input } = await posted(asked, ChosenInput)
  const chosen = input.ok ? input.value.chosen.map(({ id }) => id) : []
  const people = chosen.length ? peopleOf(await heldPrompts(db, worker, chosen)) : []
  await recordAudit(db, { act: 'transitions.list', people })
  const params = new URLSearchParams(people.map((personId) => ['person', personId]))
  return people.length ? `${REASSIGN}?${params}` : here
}

export default function Transitions() {
  const page = useLoaderData<typeof loader>()
  const { view, groups, today, told, takenBack, notUnderstood, formKey, next, first } = page
  const sent = useActionData<typeof action>()
  const hasChoices = groups.some(({ entries }) =>
    entries.some(({ items }) => items.some(({ chosenAs, urgent }) => chosenAs !== null && !urgent)),
  )
  return (
    <>
      <PageTitle lede={placeWords.lede}>{placeWords.title}</PageTitle>
      {told ? <ActDone told={told} formKey={page.undoKey} back={page.here} /> : null}
      <TakenBack count={takenBack} />
      {notUnderstood.length ? <Message>{placeWords.notUnderstood(notUnderstood)}</Message> : null}
      <ErrorSummary errors={sent?.errors} />
      <KeptLists
        views={page.views}
        now={{ place: 'transitions', query: queryOf(view), formKey: page.keepKey }}
      />
      <PlaceFilter view={view} team={page.team} />
      {page.showsWorker ? (
        <ul className="beside-list">
          <li>
            <a href="/transitions/coverage">{coverageWords.link}</a>
          </li>
          <li>
            <a href="/transitions/gaps">{gapWords.title}</a>
          </li>
        </ul>
      ) : null}
      {groups.length ? (
        <form method="post" action={page.here}>
          <Kept formKey={formKey} />
          {hasChoices ? (
            <p className="to-bulk">
              {placeWords.chooseHint} <a href="#put-off">{placeWords.toBulk}</a>
            </p>
          ) : null}
          <div id="chosen" tabIndex={-1}>
            <PlaceMonths
              groups={groups}
              today={today}
              ticked={sent?.ticked ?? []}
              showsWorker={page.showsWorker}
            />
          </div>
          <Pager first={first} next={next} />
          {hasChoices ? (
            <PutOffFields today={today} values={sent?.values} errors={sent?.errors}>
              {page.mayReassign ? (
                <Button kind="quiet" name="act" value="reassign">
                  {bulkWords.reassign}
                </Button>
              ) : null}
            </PutOffFields>
          ) : null}
        </form>
      ) : (
        <>
          <Empty>{placeWords.nothing(view.when, queryOf({ ...view, when: '6-months' }) !== '')}</Empty>
          <Pager first={first} />
        </>
      )}
    </>
  )
}
