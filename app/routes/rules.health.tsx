import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { PageTitle } from '~/ui/page-title'
import { Empty } from '~/ui/parts'
import { healthSince } from '~/workshop/health'
import { rulesHealth } from '~/workshop/health.server'
import { HealthList } from '~/workshop/health-list'
import { healthWords } from '~/workshop/health-words'
import { mayReadRules } from '~/workshop/may-read'
import { workshopWords } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: `${healthWords.title} · Airt` }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  if (!mayReadRules(worker.role)) throw new Response(null, { status: 404 })
  const since = healthSince(today)
  return { since, rules: await rulesHealth(db, since).execute() }
}

export default function Health() {
  const { since, rules } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle back={{ to: '/rules', label: workshopWords.title }} lede={healthWords.lede(since)}>
        {healthWords.title}
      </PageTitle>
      {rules.length ? (
        <>
          <p className="hint">{healthWords.why}</p>
          <HealthList rules={rules} />
        </>
      ) : (
        <Empty>
          <p>{healthWords.none}</p>
        </Empty>
      )}
    </>
  )
}
