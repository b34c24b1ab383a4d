import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { posted, signedIn } from '~/access/signed-in.server'
import { rulesByCode } from '~/transitions/rules'
import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Card } from '~/ui/parts'
import { UndoInput } from '~/workshop/change.input'
import { dropChange, tryRule } from '~/workshop/change-rule.server'
import { healthSince } from '~/workshop/health'
import { rulesHealth } from '~/workshop/health.server'
import { HealthFacts } from '~/workshop/health-list'
import { healthWords } from '~/workshop/health-words'
import { lawItems } from '~/workshop/law-items.server'
import { overdueFor } from '~/workshop/law-view'
import { mayChangeRules, mayReadRules } from '~/workshop/may-read'
import { rulesHere } from '~/workshop/queries.server'
import { Rederiving } from '~/workshop/rederiving'
import { RulePage } from '~/workshop/rule-page'
import { changesShown, ruleShown, standing, toPutBack } from '~/workshop/rule-view'
import { whyNotDropped, workshopWords } from '~/workshop/words'

export const meta: MetaFunction = () => [{ title: 'A rule · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, formKey } = await signedIn(asked)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayReadRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  const { changes, checks, rederiving, trials, failing } = await rulesHere(db, rule.code)
  const health = await rulesHealth(db, healthSince(today)).where('rule', '=', rule.code).executeTakeFirst()
  return {
    rule: ruleShown(rule, changes),
    changes: changesShown(rule, changes),
    waits: standing(changes).waits !== null,
    rederiving: rederiving[0] ?? null,
    openTrial: trials[0]?.id ?? null,
    lawDueOn: overdueFor(rule.code, lawItems, checks, today),
    health: health ?? null,
    failsFor: failing.find((each) => each.rule === rule.code)?.people ?? 0,
    mayChange: mayChangeRules(worker.role),
    formKey: formKey(`/rules/${rule.code}`),
  }
}

export async function action(asked: ActionFunctionArgs) {
  const { db, worker, today, input } = await posted(asked, UndoInput)
  const rule = rulesByCode.get(asked.params.code ?? '')
  if (!mayChangeRules(worker.role) || !rule) throw new Response(null, { status: 404 })
  const { changes } = await rulesHere(db, rule.code)
  const change = input.ok ? changes.find(({ id }) => id === input.value.undo) : undefined
  if (!change) return data({ error: whyNotDropped['not-there'] }, { status: 422 })

  if (change.cameIntoForce) {
    const trialId = await tryRule(db, rule.code, toPutBack(rule, changes, change), change.id)
    throw redirect(`/rules/${rule.code}/change/${trialId}`, 303)
  }
  const dropped = await dropChange(db, change.id, today)
  if (!dropped.ok) return data({ error: whyNotDropped[dropped.reason] }, { status: 422 })
  throw redirect(`/rules/${rule.code}`, 303)
}

export default function OneRule() {
  const { rule, changes, waits, rederiving, openTrial, lawDueOn, health, failsFor, mayChange, formKey } =
    useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <PageTitle
        back={{ to: '/rules', label: workshopWords.title }}
        action={
          mayChange && !waits ? (
            <ButtonLink to={`/rules/${rule.code}/change`}>{workshopWords.change}</ButtonLink>
          ) : undefined
        }
      >
        {rule.title}
      </PageTitle>
      {sent ? (
        <p className="check" role="alert">
          {sent.error}
        </p>
      ) : null}
      {openTrial ? (
        <p>
          <a href={`/rules/${rule.code}/change/${openTrial}`}>{workshopWords.openTrial}</a>
        </p>
      ) : null}
      {failsFor > 0 ? <p className="check">{workshopWords.fails(failsFor)}</p> : null}
      <Rederiving last={rederiving} />
      <Card title={healthWords.one}>
        {health ? <HealthFacts health={health} /> : <p>{healthWords.noneOfOne}</p>}
      </Card>
      <RulePage rule={rule} changes={changes} lawDueOn={lawDueOn} mayChange={mayChange} formKey={formKey} />
    </>
  )
}
