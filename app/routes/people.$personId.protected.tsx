import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { idFrom, notTheirs } from '~/access/not-theirs.server'
import { inTurn } from '~/access/password-queue.server'
import { ShowAgain } from '~/access/proof-page'
import { shownAgain } from '~/access/shown-again.server'
import { proofWords } from '~/access/sign-in-words'
import { posted, signedIn } from '~/access/signed-in.server'
import { ProtectedInput } from '~/caseload/protected.input'
import { keepAddress, keepNumbers, openProtected } from '~/caseload/protected.server'
import { NationalNumbers, ProtectedAddress } from '~/caseload/protected-form'
import { protectedWords } from '~/caseload/protected-words'
import { whyNotSaved } from '~/caseload/words'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: `${protectedWords.title} · Airt` }]
export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, formKey } = await signedIn(asked)
  const person = await openProtected(db, worker, idFrom(asked.params.personId))
  if (!person) throw await notTheirs(db, asked.params.personId ?? '')
  const { id, name, organisationId: _, closedOn, ...held } = person
  const to = `/people/${id}`
  return { head: { to, name }, isOpen: closedOn === null, formKey: formKey(`${to}/protected`), ...held }
}

export function action(asked: ActionFunctionArgs) {
  return inTurn(asked.context, async () => {
    const { context } = asked
    const { db, worker, input, said } = await posted(asked, ProtectedInput)
    const { password, act = 'show', ...typed } = said
    const again = (errors: Readonly<Record<string, string>> | undefined, answer: ResponseInit) =>
      data({ asks: act, typed, errors }, answer)

    const shown = await shownAgain(db, context.secret, worker, password)
    if (!shown.ok) return again(shown.reason.errors, shown.reason.answer)
    const person = await openProtected(db, worker, idFrom(asked.params.personId))
    if (!person) throw await notTheirs(db, asked.params.personId ?? '')
    if (!person.isShown) return again(undefined, { status: 200 })
    const mend = (errors: Record<string, string>, status: number) =>
      data({ asks: null, act, typed, errors }, { status })
    if (!input.ok) return mend(input.reason, 422)

    const saved =
      input.value.act === 'address'
        ? await keepAddress(db, person, input.value)
        : input.value.act === 'numbers'
          ? await keepNumbers(db, person, input.value)
          : null
    if (saved && !saved.ok)
      return mend({ form: whyNotSaved[saved.reason] }, saved.reason === 'changed-meanwhile' ? 409 : 422)
    throw redirect(`/people/${person.id}/protected`, 303)
  })
}

export default function ProtectedDetails() {
  const page = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  const back = { to: page.head.to, label: page.head.name }
  if (!page.isShown || sent?.asks)
    return (
      <ShowAgain
        title={protectedWords.title}
        back={back}
        says={protectedWords.asks}
        formKey={page.formKey}
        errors={sent?.errors}
        button={{ label: proofWords.go, name: 'act', value: sent?.asks ?? 'show' }}
      >
        <p>{protectedWords.kept}</p>
        {Object.entries(sent?.typed ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
      </ShowAgain>
    )
  const of = (act: string) => (sent && 'act' in sent && sent.act === act ? sent : undefined)
  return (
    <>
      <PageTitle back={back} lede={protectedWords.kept}>
        {protectedWords.title}
      </PageTitle>
      {page.readsAddress ? (
        <ProtectedAddress
          formKey={page.formKey}
          mayWrite={page.isOpen && page.writesAddress}
          held={page.address}
          typed={of('address')?.typed}
          errors={of('address')?.errors}
        />
      ) : null}
      {page.readsNumbers ? (
        <NationalNumbers
          formKey={page.formKey}
          mayWrite={page.isOpen && page.writesNumbers}
          held={page.numbers}
          same={page.same}
          typed={of('numbers')?.typed}
          errors={of('numbers')?.errors}
        />
      ) : null}
    </>
  )
}
