import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { scopeBits } from '~/access/permissions'
import { headOf, openPerson } from '~/caseload/person-page.server'
import { aboutOf } from '~/programmes/about'
import { programmesNear } from '~/programmes/directory.server'
import { idIn } from '~/programmes/directory-view'
import { fitAll } from '~/programmes/fit'
import { groupsOf } from '~/programmes/fit-groups'
import { aboutInWords, fittedWords } from '~/programmes/fit-words'
import { FittedList } from '~/programmes/fitted-list'
import { PageTitle } from '~/ui/page-title'

export const meta: MetaFunction = () => [{ title: 'Programmes that may fit · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, today, record } = await openPerson(asked)
  const mayWrite = (bits: number) => (record.writes & bits) !== 0
  // Whoever writes of orders reads them; who may not is told "not known".
  const about = aboutOf(record, mayWrite(scopeBits.justice) ? 'court-orders' : 'no-court-orders', today)
  const isOpen = record.closedOn === null
  return {
    head: headOf(record),
    name: record.preferredName ?? record.givenName ?? record.name,
    lede: aboutInWords(about, today),
    mayEdit: isOpen && mayWrite(scopeBits.identity),
    may: isOpen && mayWrite(scopeBits.programme) ? ('choose' as const) : ('only-look' as const),
    groups: groupsOf(fitAll(await programmesNear(db), about, today)),
    lookedAt: { personId: record.id, transitionId: idIn(new URL(asked.request.url).searchParams, 'for') },
    today,
  }
}

export default function FittedProgrammes() {
  const { head, name, lede, mayEdit, ...list } = useLoaderData<typeof loader>()
  return (
    <>
      <PageTitle back={{ to: head.to, label: head.name }} lede={lede}>
        {fittedWords.title(name)}
      </PageTitle>
      {mayEdit ? (
        <p>
          <a href={`${head.to}/edit`}>{fittedWords.change}</a>
        </p>
      ) : null}
      <FittedList name={name} {...list} />
    </>
  )
}
