import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { rules } from '~/transitions/rules'
import { PageTitle } from '~/ui/page-title'
import { healthWords } from '~/workshop/health-words'
import { lawItems } from '~/workshop/law-items.server'
import { overdueFor } from '~/workshop/law-view'
import { mayReadRules } from '~/workshop/may-read'
import { rulesHere } from '~/workshop/queries.server'
import { Rederiving } from '~/workshop/rederiving'
import { RuleList } from '~/workshop/rule-list'
import { ruleShown, standing } from '~/workshop/rule-view'
import { workshopWords } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${workshopWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (!mayReadRules(worker.role)) throw new Response(null, { status: 404 })
  const { changes, checks, rederiving, failing } = await rulesHere(db)
  return {
    rederiving: rederiving[0] ?? null,
    rules: rules.map((rule) => {
      const own = changes.filter((change) => change.rule === rule.code)
      const shown = ruleShown(rule, own)
      return {
        code: rule.code,
        title: shown.title,
        source: shown.source.title,
        owner: shown.owner,
        isOwn: shown.isOwn,
        waitsFor: standing(own).waits?.effectiveOn ?? null,
        failsFor: failing.find((each) => each.rule === rule.code)?.people ?? 0,
        lawDueOn: overdueFor(rule.code, lawItems, checks, today),
      }
    }),
  }
}

export default function Rules() {
  const { rules: listed, rederiving } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle lede={workshopWords.lede}>{workshopWords.title}</PageTitle>
      <nav className="filter" aria-label={workshopWords.beside}>
        <ul>
          <li>
            <a href="/rules/health">{healthWords.title}</a>
          </li>
          <li>
            <a href="/rules/law">{workshopWords.law}</a>
          </li>
          <li>
            <a href="/rules/days">{workshopWords.days}</a>
          </li>
        </ul>
      </nav>
      <Rederiving last={rederiving} />
      <RuleList rules={listed} />
    </>
  )
}
