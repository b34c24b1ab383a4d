import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { signedIn } from '~/access/signed-in.server'
import { mayReadCoverage, UNCOVERED_A_PAGE } from '~/casework/coverage'
import { coverageOf, uncoveredIn } from '~/casework/coverage.server'
import { CoverageTable, MonthForm, UncoveredList } from '~/casework/coverage-page'
import { coverageSays, coverageWords } from '~/casework/coverage-words'
import { monthAsked, monthInWords, monthsBefore } from '~/casework/month'
import { said, transitionTo } from '~/transitions/present'
import { PageTitle } from '~/ui/page-title'
import { Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: `${coverageWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (!mayReadCoverage(worker.role)) throw await notTheirs(db, '')
  const params = new URL(asked.request.url).searchParams
  const month = monthAsked(params.get('month'), today)
  const after = params.has('after') ? idFrom(params.get('after') ?? undefined) : null
  const coverage = await coverageOf(db, worker, month)
  const rows = await uncoveredIn(db, worker, month, after)
  const shown = rows.slice(0, UNCOVERED_A_PAGE)
  const last = rows.length > UNCOVERED_A_PAGE ? shown.at(-1) : undefined
  const here = `/transitions/coverage?month=${month.code}`
  return {
    coverage,
    says: coverageSays(coverage, monthInWords(month)),
    month: month.code,
    months: monthsBefore(today).map((each) => ({ code: each.code, name: monthInWords(each) })),
    changes: shown.map((row) => ({
      id: row.id,
      name: row.name,
      title: said(row, row.bornOn)?.words.title ?? row.rule,
      date: row.date,
      to: transitionTo(row.personId, row.id),
      worker: row.worker,
      isPutOff: row.lastSaid === 'not-now',
      met: row.met,
    })),
    first: after === null ? undefined : here,
    next: last ? `${here}&after=${last.id}` : undefined,
  }
}

export default function Passed() {
  const { coverage, says, month, months, changes, first, next } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={says}>{coverageWords.title}</PageTitle>
      <MonthForm months={months} chosen={month} />
      {coverage.passed > 0 ? (
        <>
          <CoverageTable coverage={coverage} />
          <p className="hint">{coverageWords.several}</p>
          <p className="hint">{coverageWords.counts}</p>
          <section aria-labelledby="none">
            <h2 id="none">{coverageWords.none}</h2>
            {changes.length ? <p>{coverageWords.noneSays}</p> : null}
            <UncoveredList changes={changes} />
            <Pager first={first} next={next} />
          </section>
        </>
      ) : null}
    </>
  )
}
