import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { mayReadCoverage } from '~/casework/coverage'
import { coverageWords } from '~/casework/coverage-words'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'
import { FunnelPicture } from '~/uptake/funnel-picture'
import { FunnelTable } from '~/uptake/funnel-table'
import { insightOf } from '~/uptake/insight.server'
import { PeriodForm } from '~/uptake/period-form'
import { insightWords, sentenceOf, standingWords, tooClose, unitWords } from '~/uptake/words'

export const meta: MetaFunction = () => [{ title: 'Insight · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const insight = await insightOf(db, worker, new URL(asked.request.url).searchParams.get('period'), today)
  if (!insight) throw await notTheirs(db, '')
  return { ...insight, readsCoverage: mayReadCoverage(worker.role) }
}

export default function Insight() {
  const { kind, standing, weekOn, period, periods, figures, isTooClose, readsCoverage } =
    useLoaderData<typeof loader>()
  const isLive = standing === 'live'
  const when = isLive
    ? standingWords({ kind: 'live', period })
    : weekOn && standingWords({ kind: 'published', weekOn, period })
  return (
    <>
      <PageTitle lede={figures ? sentenceOf(figures.steps, kind) : undefined}>{insightWords.title}</PageTitle>
      {when ? <p>{when}</p> : null}
      {isTooClose && figures ? <p>{tooClose}</p> : null}
      {isLive ? <PeriodForm periods={periods} chosen={period.code} /> : null}
      {figures ? (
        <>
          <h2>{insightWords.funnel}</h2>
          <p className="hint">{unitWords[kind].says}</p>
          <FunnelPicture steps={figures.steps} />
          <FunnelTable figures={figures} />
          {isLive ? null : <p className="hint">{insightWords.hiddenWhy}</p>}
          <p className="hint">{isLive ? insightWords.csvHides : null}</p>
        </>
      ) : (
        <Empty>
          <p>{insightWords.empty}</p>
          <p>{isLive ? insightWords.emptySays : insightWords.emptyPublished}</p>
        </Empty>
      )}
      <ul className="links">
        {figures ? (
          <li>
            <a href={`/insight/funnel.csv?period=${period.code}`}>{insightWords.csv}</a>
          </li>
        ) : null}
        {readsCoverage ? (
          <li>
            <a href="/transitions/coverage">{coverageWords.link}</a>
          </li>
        ) : null}
        <li>
          <a href="/insight/what">{insightWords.what}</a>
        </li>
      </ul>
    </>
  )
}
