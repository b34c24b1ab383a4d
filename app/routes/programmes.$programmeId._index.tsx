import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { partIn } from '~/programmes/directory.server'
import { chooseTo, fittedTo, lookedAtFor } from '~/programmes/directory-view'
import { ProgrammeEntry } from '~/programmes/programme-entry'
import { openProgramme } from '~/programmes/programme-page.server'
import { kindWords, programmeWords } from '~/programmes/words'
import { PageTitle } from '~/ui/page-title'
import { Actions, ButtonLink } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Programme · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { worker, today, programme } = await openProgramme(asked)
  const { leadId, staffIds, changedBy, version, ...entry } = programme
  const lookedAt = lookedAtFor(new URL(asked.request.url).searchParams)
  return {
    entry,
    today,
    part: partIn(programme, worker),
    back: lookedAt ? fittedTo(lookedAt) : '/programmes',
    referTo: lookedAt && entry.status === 'open' ? chooseTo(entry.id, lookedAt) : null,
  }
}

export default function Programme() {
  const { entry, today, part, back, referTo } = useLoaderData<typeof loader>()
  const at = `/programmes/${entry.id}`
  return (
    <>
      <PageTitle
        back={{ to: back, label: programmeWords.title }}
        lede={`${kindWords[entry.kind]} · ${entry.provider}`}
        action={referTo ? <ButtonLink to={referTo}>{programmeWords.refer}</ButtonLink> : undefined}
      >
        {entry.name}
      </PageTitle>
      <ProgrammeEntry entry={entry} today={today} />
      {part === null ? null : (
        <Actions>
          <ButtonLink kind={referTo ? 'quiet' : 'main'} to={`${at}/places`}>
            {programmeWords.setPlaces}
          </ButtonLink>
          {part === 'lead' ? (
            <ButtonLink kind="quiet" to={`${at}/edit`}>
              {programmeWords.edit}
            </ButtonLink>
          ) : null}
        </Actions>
      )}
    </>
  )
}
