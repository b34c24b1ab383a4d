import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { scopeBits } from '~/access/permissions'
import { whySeen } from '~/access/why-seen'
import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { AddFactLink, Disagreement, FactList } from '~/caseload/fact-list'
import { listedFacts } from '~/caseload/listed-facts'
import { NextThing } from '~/caseload/next-thing'
import { PersonHeader } from '~/caseload/person-header'
import { PersonLinks } from '~/caseload/person-links'
import { openPerson } from '~/caseload/person-page.server'
import { pendingOf } from '~/caseload/person-values'
import { TiesList } from '~/caseload/ties-form'
import { TimelinePicture } from '~/caseload/timeline-picture'
import { ComingList } from '~/transitions/coming-list'
import { comingItems, nextThing } from '~/transitions/present'
import { transitionsOf } from '~/transitions/queries.server'
import { timelineItems } from '~/transitions/timeline-items'
import { Columns } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Young person · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked)
  const transitions = await transitionsOf(db, worker, record.id)
  const { id, name, pronouns, bornOn, birthDateCertainty, ways, language, communicationNeeds, whatMatters } =
    record
  const at = `/people/${id}`
  const isOpen = record.closedOn === null
  const mayWrite = (bits: number) => (record.writes & bits) !== 0
  return {
    today,
    at,
    isOpen,
    mayEdit: mayWrite(scopeBits.identity),
    mayAddFacts: isOpen && mayWrite(scopeBits.dates),
    header: {
      name,
      pronouns,
      bornOn,
      birthDateCertainty,
      worker: record.worker,
      ways,
      language,
      communicationNeeds,
      whatMatters,
      because: whySeen(record.seen),
      closed:
        record.closedOn && record.closedBecause
          ? { on: record.closedOn, because: record.closedBecause }
          : null,
    },
    names: record.names,
    disagreement:
      Object.keys(record.pending).length > 0 && mayWrite(scopeBits.identity)
        ? {
            ...pendingOf(record),
            action: `${at}/settle`,
            formKey: formKey(`${at}/settle`),
            version: record.version,
          }
        : null,
    ties: record.ties,
    next: nextThing(id, transitions, bornOn, today),
    timeline: timelineItems(record, transitions),
    coming: comingItems(id, transitions, bornOn),
    facts: listedFacts(record.facts, today, {
      mayChange: (kind) =>
        isOpen && mayWrite(scopeBits.dates) && isFactKind(kind) && mayWrite(scopeBits[factKinds[kind].scope]),
      to: (factId) => `${at}/facts/${factId}`,
      formKey,
    }),
  }
}

export default function Person() {
  const page = useLoaderData<typeof loader>()
  const { today, at } = page
  return (
    <>
      <PersonHeader {...page.header} today={today} back={{ to: '/people', label: 'People' }} />
      {page.disagreement ? <Disagreement {...page.disagreement} heading="h2" /> : null}
      {page.next ? <NextThing {...page.next} /> : null}
      <section aria-labelledby="picture">
        <h2 id="picture">What is coming, and what has been</h2>
        <TimelinePicture items={page.timeline} today={today} />
      </section>
      <Columns>
        <section className="card" aria-labelledby="all-coming">
          <h2 id="all-coming">Changes</h2>
          <ComingList items={page.coming} today={today} />
        </section>
        <section className="card" aria-labelledby="matter">
          <h2 id="matter">People who matter</h2>
          <TiesList ties={page.ties} />
        </section>
      </Columns>
      <section aria-labelledby="facts">
        <h2 id="facts">Key dates</h2>
        <FactList facts={page.facts} />
        {page.mayAddFacts ? <AddFactLink to={`${at}/facts/new`} /> : null}
      </section>
      {page.mayEdit ? <PersonLinks at={at} isOpen={page.isOpen} names={page.names} /> : null}
    </>
  )
}
