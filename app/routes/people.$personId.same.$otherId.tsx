import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs, notTheirsAt } from '~/access/not-theirs.server'
import { posted, type SignedIn, signedIn } from '~/access/signed-in.server'
import { AskSameForm, MergeForm, NotSameForm } from '~/caseload/merge-form'
import { SameInput } from '~/caseload/same.input'
import { sameWords } from '~/caseload/same-words'
import { SideBySide } from '~/caseload/side-by-side'
import { pairsOf } from '~/caseload/two-records'
import { bothRecords } from '~/intake/both-records.server'
import { mergePeople } from '~/intake/merge-people.server'
import { askWhetherSame, sayNotSame } from '~/intake/say-same.server'
import { whyNotMerged } from '~/intake/words'
import { addDays } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import type { Errors } from '~/ui/field'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'The same person? · Airt' }]

const DAYS_TO_UNDO = 30

export async function loader(asked: LoaderFunctionArgs) {
  const signed = await signedIn(asked)
  const { today, formKey } = signed
  const both = await bothAt(asked, signed)
  const { kept } = both
  const to = `/people/${kept.id}`
  if (both.is === 'together') return { is: both.is, to, name: kept.name }
  const { other } = both
  const told = (record: typeof kept) => ({ ...record, names: record.names.map(({ name }) => name) })
  const here = `${to}/same/${other.id}`
  return {
    is: both.is,
    to,
    name: kept.name,
    otherName: other.name,
    otherWay: `/people/${other.id}/same/${kept.id}`,
    pairs: pairsOf(told(kept), told(other)),
    said: both.said,
    mayMerge: both.mayMerge,
    mayAsk: both.mayAsk,
    merge: {
      version: kept.version,
      otherVersion: other.version,
      choices: both.choices,
      happens: both.happens,
      undoUntil: sameWords.undoUntil(addDays(today, DAYS_TO_UNDO)),
    },
    keys: { merge: formKey(here), notSame: formKey(here), ask: formKey(here) },
  }
}

export async function action(asked: ActionFunctionArgs) {
  const signed = await posted(asked, SameInput)
  const { db, worker, today, input, said } = signed
  if (!input.ok) return data({ values: said, errors: input.reason }, { status: 422 })

  const at = { keptId: idFrom(asked.params.personId), otherId: idFrom(asked.params.otherId) }
  const to = `/people/${at.keptId}`
  const { value } = input
  const done =
    value.act === 'ask'
      ? await askWhetherSame(db, at, value.reason)
      : value.act === 'not-same'
        ? await sayNotSame(db, at, value.because)
        : await mergePeople(db, worker, at, value, today)
  if (done.ok) throw redirect(value.act === 'merge' ? to : `${to}/same`, 303)
  const both = await bothAt(asked, signed)
  const why = both.is === 'together' ? 'together-already' : done.reason
  const isLate = why === 'together-already' || why === 'changed-meanwhile'
  return data({ values: said, errors: { form: whyNotMerged[why] } }, { status: isLate ? 409 : 422 })
}

export default function TheSame() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const act = sent?.values.act
  const errorsOf = (which: string): Errors | undefined => (act === which ? sent?.errors : undefined)
  const back = { to: `${page.to}/same`, label: sameWords.page }
  if (page.is === 'together') {
    return (
      <>
        <PageTitle back={{ to: page.to, label: page.name }}>{sameWords.page}</PageTitle>
        <ErrorSummary errors={sent?.errors} />
        <p>{sameWords.together}</p>
      </>
    )
  }
  const { mayMerge, mayAsk, said, merge, keys } = page
  const [typedBecause, typedReason] = [sent?.values.because, sent?.values.reason]
  return (
    <>
      <PageTitle back={back} lede={mayMerge ? sameWords.mergeLede(page.name) : undefined}>
        {mayMerge ? sameWords.merge : sameWords.two(page.name, page.otherName)}
      </PageTitle>
      {mayMerge ? (
        <p>
          <a href={page.otherWay}>{sameWords.keepOther}</a>
        </p>
      ) : (
        <ErrorSummary errors={sent?.errors} />
      )}
      {said.isNot ? <p>{sameWords.saidNot}</p> : null}
      <SideBySide
        heads={mayMerge ? [sameWords.stays, sameWords.goes] : [sameWords.thisOne, sameWords.theOther]}
        pairs={page.pairs}
      />
      {mayMerge ? (
        <>
          <MergeForm
            {...merge}
            formKey={keys.merge}
            values={act === 'merge' ? sent?.values : undefined}
            errors={errorsOf('merge')}
            backTo={back.to}
          />
          <section aria-labelledby="not-same">
            <h2 id="not-same">{sameWords.notSame}</h2>
            <NotSameForm
              formKey={keys.notSame}
              value={act === 'not-same' ? typedBecause : undefined}
              error={errorsOf('not-same')?.because ?? errorsOf('not-same')?.form}
            />
          </section>
        </>
      ) : said.isAsked ? (
        <p>{sameWords.isAsked}</p>
      ) : mayAsk ? (
        <AskSameForm
          formKey={keys.ask}
          value={act === 'ask' ? typedReason : undefined}
          error={errorsOf('ask')?.reason}
          backTo={back.to}
        />
      ) : null}
    </>
  )
}

/** @throws the same 404 whether one of them does not exist or is not theirs. */
async function bothAt(asked: LoaderFunctionArgs | ActionFunctionArgs, { db, worker }: SignedIn) {
  const otherId = idFrom(asked.params.otherId)
  const keptId = idFrom(asked.params.personId)
  const both = keptId === otherId ? null : await bothRecords(db, worker, keptId, otherId)
  if (both === null) {
    const elsewhere = await notTheirsAt(asked, db)
    throw elsewhere.status === 404 ? await notTheirs(db, otherId) : elsewhere
  }
  return both
}
