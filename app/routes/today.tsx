import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom } from '~/access/not-theirs.server'
import { placesOf } from '~/access/places'
import { signedIn } from '~/access/signed-in.server'
import { PeopleList } from '~/caseload/people-list'
import { sameWords } from '~/caseload/same-words'
import { peopleWords } from '~/caseload/words'
import { withChoices } from '~/casework/choices'
import { choicesAndCounts } from '~/casework/choices.server'
import { inTurn } from '~/casework/day'
import { dayOf, PROMPTS_A_PAGE } from '~/casework/day.server'
import { DayOfWork } from '~/casework/day-of-work'
import { chooseToReassign } from '~/handover/choose'
import { HandoversWaiting } from '~/handover/waiting-list'
import { UnusualWaiting } from '~/oversight/unusual-waiting'
import { UntoldList } from '~/sessions/untold-list'
import { formatDay } from '~/shared/civil-date'
import { ActDone, TakenBack } from '~/transitions/act-told'
import { PEOPLE_A_PAGE } from '~/transitions/caseload.server'
import { DAYS_UNTIL_ASKED_AGAIN } from '~/transitions/decision'
import { gapWords } from '~/transitions/gap-words'
import { listedPeople } from '~/transitions/listed-people'
import { pageKeyFrom, pageKeyTo } from '~/transitions/page-key'
import { takenBackFrom } from '~/transitions/place-view'
import { todayCards } from '~/transitions/present'
import { TodayList } from '~/transitions/today-list'
import { WaitingList } from '~/transitions/waiting-turns'
import { decideWords, needsYou, todayWords } from '~/transitions/words'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Empty, Pager } from '~/ui/parts'
import { PinnedLists } from '~/views/pinned-lists'

export const meta: MetaFunction = () => [{ title: 'Today · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const params = new URL(asked.request.url).searchParams
  const after = pageKeyFrom(params.get('after'))
  const actId = params.has('done') ? idFrom(params.get('done') ?? undefined) : null
  const { prompts, untold, sessions, referrals, nobodys, handovers, unusual, same, views, undo } =
    await dayOf(db, worker, today, after, actId)
  const last = prompts.length > PROMPTS_A_PAGE ? prompts[PROMPTS_A_PAGE - 1] : undefined
  const { due, folded, waiting, coming, comingFolded } = todayCards(prompts.slice(0, PROMPTS_A_PAGE), today)
  const people = [...new Set(due.map(({ personId }) => personId))]
  const beside =
    people.length || views.length ? await choicesAndCounts(db, worker, people, today, views) : null
  return {
    told: actId !== null && undo.length > 0 ? { actId, done: null, canUndo: true, left: [] } : null,
    undoKey: formKey('/transitions/taken-back'),
    takenBack: takenBackFrom(params),
    offersTalk: params.has('talk') && worker.role !== 'team-manager',
    views: views.map((view) => ({ ...view, count: beside?.counts.get(view.id) ?? null })),
    untold: after === null ? untold : [],
    handovers: after === null ? handovers : [],
    due: beside ? withChoices(due, beside.choices, today) : due,
    folded,
    waiting: after === null ? waiting : { count: 0, cards: [] },
    coming,
    comingFolded,
    ...inTurn(after === null ? sessions : [], after === null ? referrals : []),
    unusual: after === null ? (unusual[0] ?? null) : null,
    today,
    begins: placesOf(worker.role),
    nobodys: listedPeople(nobodys.slice(0, PEOPLE_A_PAGE)),
    questions: after === null ? same.length : 0,
    isFirst: after === null,
    showsGaps: after === null && worker.role === 'team-manager',
    next: last ? `/today?after=${pageKeyTo(last)}` : undefined,
  }
}

export default function Today() {
  const {
    told,
    undoKey,
    takenBack,
    offersTalk,
    views,
    untold,
    handovers,
    due,
    folded,
    waiting: queue,
    coming,
    comingFolded,
    nobodys,
    unusual,
    questions,
    today,
    begins,
    isFirst,
    showsGaps,
    next,
    ...others
  } = useLoaderData<typeof loader>()
  const { soon, toRecord, inbox, yours } = others
  const waiting = [
    ...untold,
    ...handovers,
    ...due,
    ...folded,
    ...nobodys,
    ...toRecord,
    ...inbox,
    ...yours,
    ...(unusual?.waiting ? [unusual] : []),
  ]
  const things = waiting.length + questions
  const isQuiet = things === 0 && soon.length === 0 && queue.count === 0
  const first = coming[0]?.prompts[0]
  return (
    <>
      <PageTitle
        lede={next || !isFirst || isQuiet ? undefined : needsYou(things)}
        action={<MainWay to={begins.map(({ to }) => to)} />}
      >
        {formatDay(today)}
      </PageTitle>
      {told ? <ActDone told={told} formKey={undoKey} back="/today" /> : null}
      <TakenBack count={takenBack} />
      {offersTalk ? (
        <p>
          {decideWords.offer(DAYS_UNTIL_ASKED_AGAIN)} <a href="/supervision">{decideWords.talkOver}</a>
        </p>
      ) : null}
      <UntoldList untold={untold} />
      <HandoversWaiting handovers={handovers} />
      {unusual ? <UnusualWaiting {...unusual} /> : null}
      <DayOfWork {...others} today={today}>
        {due.length || folded.length || queue.count ? (
          <section aria-labelledby="due">
            <h2 id="due">{todayWords.due}</h2>
            {due.length || folded.length ? (
              <TodayList cards={due} folded={folded} today={today} label={todayWords.due} />
            ) : null}
            <WaitingList waiting={queue} />
          </section>
        ) : null}
        {questions ? (
          <section aria-labelledby="same">
            <h2 id="same">{sameWords.toDecide}</h2>
            <p>
              <a href="/people/same">{sameWords.onToday(questions)}</a>
            </p>
          </section>
        ) : null}
        {nobodys.length ? (
          <section aria-labelledby="nobodys">
            <h2 id="nobodys">{peopleWords.needsWorker}</h2>
            <PeopleList
              people={nobodys}
              today={today}
              label={peopleWords.needsWorker}
              choose={chooseToReassign}
            />
          </section>
        ) : null}
      </DayOfWork>
      {isQuiet && isFirst ? (
        <Empty>
          <p>{needsYou(0)}</p>
          {first ? <p>{todayWords.nextOn(first.dueOn)}</p> : null}
        </Empty>
      ) : null}
      {coming.length || comingFolded.length ? (
        <section aria-labelledby="coming">
          <h2 id="coming">{todayWords.coming}</h2>
          <TodayList cards={coming} folded={comingFolded} today={today} label={todayWords.coming} />
        </section>
      ) : null}
      {showsGaps ? (
        <section aria-labelledby="gaps">
          <h2 id="gaps">{gapWords.title}</h2>
          <p>
            <a href="/transitions/gaps">{gapWords.onToday}</a>
          </p>
        </section>
      ) : null}
      {isFirst ? <PinnedLists views={views} /> : null}
      <Pager first={isFirst ? undefined : '/today'} next={next} />
    </>
  )
}

/** The one button of the page: for who receives referrals the inbox, else the people. */
function MainWay({ to }: { to: readonly string[] }) {
  if (to.includes('/inbox')) return <ButtonLink to="/inbox">Open the inbox</ButtonLink>
  return to.includes('/people') ? <ButtonLink to="/people">See your people</ButtonLink> : null
}
