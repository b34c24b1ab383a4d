import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { signedIn } from '~/access/signed-in.server'
import { councilsServed, PROGRAMMES_A_PAGE, programmesFor } from '~/programmes/directory.server'
import { directoryViewFrom, directoryViewTo, idIn, isNarrowed } from '~/programmes/directory-view'
import { ProgrammeFilter } from '~/programmes/programme-filter'
import { ProgrammeList } from '~/programmes/programme-list'
import { programmeWords } from '~/programmes/words'
import { PageTitle } from '~/ui/page-title'
import { Empty, Pager } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Programmes · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today } = await signedIn(asked)
  const params = new URL(asked.request.url).searchParams
  const view = directoryViewFrom(params)
  const after = idIn(params, 'after')
  const rows = await programmesFor(db, worker, { ...view, after })
  const programmes = rows.slice(0, PROGRAMMES_A_PAGE)
  const last = rows.length > PROGRAMMES_A_PAGE ? programmes.at(-1) : undefined
  return {
    programmes,
    councils: await councilsServed(db),
    today,
    view,
    isFirst: after === null,
    after: last?.id,
  }
}

export default function Programmes() {
  const { programmes, councils, today, view, isFirst, after } = useLoaderData<typeof loader>()
  const nothing = view.whose === 'ours' ? programmeWords.noneOfOurs : programmeWords.nothingYet
  return (
    <>
      <PageTitle lede={programmeWords.lede}>{programmeWords.title}</PageTitle>
      <ProgrammeFilter view={view} councils={councils} />
      {programmes.length ? (
        <ProgrammeList programmes={programmes} today={today} />
      ) : (
        <Empty>{isNarrowed(view) ? programmeWords.nothing : nothing}</Empty>
      )}
      <Pager
        first={isFirst ? undefined : directoryViewTo(view)}
        next={after ? directoryViewTo(view, after) : undefined}
      />
    </>
  )
}
