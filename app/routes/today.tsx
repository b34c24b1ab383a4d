import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { placesOf } from '~/access/places'
import { signedIn } from '~/access/signed-in.server'
import { recordAudit } from '~/audit/write.server'
import { PeopleList } from '~/caseload/people-list'
import { peopleWords } from '~/caseload/words'
import { formatDay } from '~/shared/civil-date'
import { caseload, PEOPLE_A_PAGE } from '~/transitions/caseload.server'
import { listedPeople } from '~/transitions/listed-people'
import { pageKeyFrom, pageKeyTo } from '~/transitions/page-key'
import { todayCards } from '~/transitions/present'
import { transitionsDue } from '~/transitions/queries.server'
import { TodayList } from '~/transitions/today-list'
import { needsYou, todayWords } from '~/transitions/words'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Empty, Pager } from '~/ui/parts'

const A_PAGE = 50

export const meta: MetaFunction = () => [{ title: 'Today · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const after = pageKeyFrom(new URL(asked.request.url).searchParams.get('after'))
  const rows = await transitionsDue(db, worker, today, { limit: A_PAGE, after })
  await recordAudit(db, { act: 'today.list', people: [...new Set(rows.map(({ personId }) => personId))] })
  const last = rows.length > A_PAGE ? rows[A_PAGE - 1] : undefined
  const cards = todayCards(rows.slice(0, A_PAGE), today)
  const nobodys =
    worker.role === 'team-manager'
      ? await caseload(db, worker, today, { show: 'without-worker', sort: 'next', after: null })
      : []
  return {
    ...cards,
    today,
    hasPeople: placesOf(worker.role).some(({ to }) => to === '/people'),
    nobodys: listedPeople(nobodys.slice(0, PEOPLE_A_PAGE)),
    isFirst: after === null,
    next: last ? `/today?after=${pageKeyTo(last)}` : undefined,
  }
}

export default function Today() {
  const { due, coming, nobodys, today, hasPeople, isFirst, next } = useLoaderData<typeof loader>()
  const prompts = due.flatMap((card) => card.prompts)
  const things = prompts.filter(({ dueOn }) => dueOn <= today).length + nobodys.length
  const isQuiet = due.length === 0 && nobodys.length === 0
  const first = coming[0]?.prompts[0]
  return (
    <>
      <PageTitle
        lede={next || !isFirst || isQuiet ? undefined : needsYou(things)}
        action={hasPeople ? <ButtonLink to="/people">See your people</ButtonLink> : undefined}
      >
        {formatDay(today)}
      </PageTitle>
      {due.length ? (
        <section aria-labelledby="due">
          <h2 id="due">{todayWords.due}</h2>
          <TodayList cards={due} today={today} label={todayWords.due} />
        </section>
      ) : null}
      {nobodys.length ? (
        <section aria-labelledby="nobodys">
          <h2 id="nobodys">{peopleWords.needsWorker}</h2>
          <PeopleList people={nobodys} today={today} label={peopleWords.needsWorker} />
        </section>
      ) : null}
      {isQuiet && isFirst ? (
        <Empty>
          <p>{needsYou(0)}</p>
          {first ? <p>{todayWords.nextOn(first.dueOn)}</p> : null}
        </Empty>
      ) : null}
      {coming.length ? (
        <section aria-labelledby="coming">
          <h2 id="coming">{todayWords.coming}</h2>
          <TodayList cards={coming} today={today} label={todayWords.coming} />
        </section>
      ) : null}
      <Pager first={isFirst ? undefined : '/today'} next={next} />
    </>
  )
}
