import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { scopeBits } from '~/access/permissions'
import { headOf, openPerson, postedForPerson } from '~/caseload/person-page.server'
import { cardsToTalk, programmesToOffer } from '~/casework/choices'
import { promptWithChoices } from '~/casework/choices.server'
import { TalkAndOffer } from '~/casework/talk-and-offer'
import { talkWords } from '~/casework/words'
import { DecideInput } from '~/transitions/decide.input'
import { decide } from '~/transitions/decide.server'
import { decideErrors } from '~/transitions/decide-errors'
import { DecideForm } from '~/transitions/decide-form'
import { backTo, withNote } from '~/transitions/place-view'
import { placeWords } from '~/transitions/place-words'
import { promptNow, said, transitionTo } from '~/transitions/present'
import { saysOf, whyOf } from '~/transitions/why'
import { WhyPanel } from '~/transitions/why-panel'
import { decideWords, whenInWords, whyNotDecided } from '~/transitions/words'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Columns } from '~/ui/parts'
import { TypedBack } from '~/ui/typed-back'

export const meta: MetaFunction = () => [{ title: 'What is coming, and why · Airt' }]

/** So many programmes stand beside a change; the others one click away. */
const OFFERED = 3

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked)
  const transitionId = idFrom(asked.params.transitionId)
  const found = await promptWithChoices(db, worker, { personId: record.id, transitionId }, today)
  const why = found ? whyOf(found.held, record, today, found.turn) : null
  if (!found || !why) throw await notTheirs(db, asked.params.transitionId ?? '')

  const { held, lawDueOn, cards, programmes, about } = found
  const prompt = promptNow(held.prompts, today)
  const words = said(held, record.bornOn)?.words
  const may = (bits: number) => record.closedOn === null && (record.writes & bits) !== 0
  const when = whenInWords(held.date, held.certainty, today, why.plannedOn)
  const person = about.get(record.id)
  const change = { transitionId, rule: held.rule, says: words?.title ?? '', on: held.date }
  const list = listIn(asked.request)
  return {
    today,
    list,
    head: headOf(record),
    name: record.preferredName ?? record.givenName ?? record.name,
    lookedAt: { personId: record.id, transitionId },
    mayPlan: may(scopeBits.wellbeing),
    mayRefer: may(scopeBits.programme) && may(scopeBits.identity),
    cards: person ? cardsToTalk(cards, person, change, today) : [],
    programmes: person ? programmesToOffer(programmes, person, today, OFFERED) : [],
    why: { ...why, lawDueOn },
    title: words?.title ?? '',
    when,
    says: prompt && words ? saysOf(why, words.says(prompt.step)) : null,
    step: prompt && may(scopeBits.dates) ? prompt.step : null,
    version: held.version,
    formKey: formKey(transitionTo(record.id, held.id)),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input, said: typed, record } = await postedForPerson(asked, DecideInput, 'dates')
  if (!input.ok) return data({ values: typed, errors: input.reason }, { status: 422 })

  const at = { personId: record.id, transitionId: idFrom(asked.params.transitionId) }
  const decided = await decide(db, worker, at, input.value, today)
  if (decided.ok) {
    const done = `done=${decided.value.actId}`
    const notSafe = input.value.kind === 'not-now' && input.value.reason === 'not-safe-to-raise-now'
    throw redirect(withNote(listIn(asked.request) ?? '/today', notSafe ? `${done}&talk=1` : done), 303)
  }
  if (decided.reason === 'not-yours-to-decide') throw await notTheirs(db, asked.params.transitionId ?? '')
  return data(
    { values: typed, errors: decideErrors(decided.reason) },
    { status: decided.reason === 'changed-meanwhile' ? 409 : 422 },
  )
}

/** The list from which somebody came, where they did. */
function listIn(request: Request): string | null {
  const said = new URL(request.url).searchParams.get('list')
  return said === null ? null : backTo(`?${said}`)
}

export default function Coming() {
  const page = useLoaderData<typeof loader>()
  const { today, head, why, title, when, says, step, version, formKey, lookedAt } = page
  const sent = useActionData<typeof action>()
  return (
    <>
      {page.list ? (
        <p className="back">
          <a href={page.list}>{placeWords.title}</a>
        </p>
      ) : null}
      <PageTitle
        back={{ to: head.to, label: head.name }}
        lede={when}
        action={
          page.mayPlan ? (
            <ButtonLink to={`${head.to}/sessions/new?for=${lookedAt.transitionId}`}>
              {talkWords.plan}
            </ButtonLink>
          ) : undefined
        }
      >
        {title}
      </PageTitle>
      {says ? <p className="says">{says}</p> : null}
      {page.mayPlan ? (
        <TalkAndOffer
          cards={page.cards}
          programmes={page.programmes}
          name={page.name}
          lookedAt={lookedAt}
          mayRefer={page.mayRefer}
          today={today}
        />
      ) : null}
      {step ? (
        <Columns>
          <DecideForm
            formKey={formKey}
            version={version}
            step={step}
            today={today}
            values={sent?.values}
            errors={sent?.errors}
          />
          <WhyPanel why={why} today={today} />
        </Columns>
      ) : (
        <>
          {sent ? (
            <TypedBack
              says={whyNotDecided['changed-meanwhile']}
              typed={[{ label: decideWords.note, value: sent.values.note ?? '' }]}
            />
          ) : null}
          <WhyPanel why={why} today={today} />
        </>
      )}
    </>
  )
}
