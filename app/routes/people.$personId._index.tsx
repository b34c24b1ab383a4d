import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { scopeBits } from '~/access/permissions'
import { whySeen } from '~/access/why-seen'
import { factKinds, isFactKind } from '~/caseload/fact-kinds'
import { AddFactLink, Disagreement, FactList } from '~/caseload/fact-list'
import { listedFacts } from '~/caseload/listed-facts'
import { ManagerDecides } from '~/caseload/manager-decides'
import { NextThing } from '~/caseload/next-thing'
import { PersonHeader } from '~/caseload/person-header'
import { PersonLinks } from '~/caseload/person-links'
import { openPerson } from '~/caseload/person-page.server'
import { waitingOf } from '~/caseload/person-values'
import { TiesList } from '~/caseload/ties-form'
import { TimelinePicture } from '~/caseload/timeline-picture'
import { ReferralLines } from '~/casework/referral-lines'
import { SESSIONS_SHOWN, storyOf } from '~/casework/story.server'
import { storyWords } from '~/casework/words'
import { mayReassign } from '~/handover/may-reassign'
import { reassignTo } from '~/handover/reasons'
import { handoverTo, pageWords, reassignWords } from '~/handover/words'
import { AccessRecorded } from '~/oversight/access-recorded'
import { mayReadReaders } from '~/oversight/may-read'
import { SessionsOfPerson } from '~/sessions/session-lists'
import { UntoldList } from '~/sessions/untold-list'
import { ComingList } from '~/transitions/coming-list'
import { NotWorkedOutList } from '~/transitions/not-worked-out'
import { pictureOfLife } from '~/transitions/picture-of-life'
import { comingItems, nextThing } from '~/transitions/present'
import { Columns } from '~/ui/parts'

export const meta: MetaFunction = () => [{ title: 'Young person · Airt' }]

export async function loader(asked: LoaderFunctionArgs) {
  const { db, worker, today, record, formKey } = await openPerson(asked)
  const { transitions, turns, failures, untold, sessions, referrals, held } = await storyOf(
    db,
    worker,
    record.id,
    today,
  )
  const { id, name, pronouns, bornOn, birthDateCertainty, ways, language, communicationNeeds, whatMatters } =
    record
  const at = `/people/${id}`
  const isOpen = record.closedOn === null
  const mayWrite = (bits: number) => (record.writes & bits) !== 0
  return {
    today,
    id,
    at,
    isOpen,
    mayEdit: mayWrite(scopeBits.identity),
    readers: mayReadReaders(worker.role) ? `${at}/readers` : null,
    mayAddFacts: isOpen && mayWrite(scopeBits.dates),
    mayPlan: isOpen && mayWrite(scopeBits.wellbeing),
    mayRefer: isOpen && mayWrite(scopeBits.programme) && mayWrite(scopeBits.identity),
    sessions: sessions.slice(0, SESSIONS_SHOWN),
    hasMoreSessions: sessions.length > SESSIONS_SHOWN,
    referrals,
    untold,
    failures,
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
    more: [
      ...(isOpen && mayReassign(worker.role) && mayWrite(scopeBits.allocation)
        ? [{ to: reassignTo(id), label: reassignWords.title }]
        : []),
      ...(isOpen && mayWrite(scopeBits.wellbeing) ? [{ to: handoverTo(id), label: pageWords.title }] : []),
    ],
    names: record.names,
    apartUntil: record.apartUntil,
    waiting: mayWrite(scopeBits.identity) ? waitingOf(record, formKey) : null,
    ties: record.ties,
    next: nextThing(id, transitions, bornOn, today, turns),
    timeline: held[0] ? pictureOfLife(record, transitions, held[0], today) : null,
    coming: comingItems(id, transitions, bornOn, turns),
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
      {page.waiting?.here ? <Disagreement {...page.waiting.here} heading="h2" /> : null}
      {page.waiting?.forAManager ? (
        <ManagerDecides {...page.waiting.forAManager} give={reassignTo(page.id)} />
      ) : null}
      <UntoldList untold={page.untold} />
      <NotWorkedOutList failures={page.failures} />
      {page.next ? <NextThing {...page.next} /> : null}
      <section aria-labelledby="picture">
        <h2 id="picture">What is coming, and what has been</h2>
        {page.timeline ? <TimelinePicture {...page.timeline} today={today} /> : null}
      </section>
      <Columns>
        <section className="card" aria-labelledby="all-coming">
          <h2 id="all-coming">Changes</h2>
          <ComingList items={page.coming} today={today} />
        </section>
        <div className="stack">
          <section className="card" aria-labelledby="sessions">
            <h2 id="sessions">{storyWords.sessions}</h2>
            <SessionsOfPerson personId={page.id} sessions={page.sessions} />
            <Ways
              ways={[
                ...(page.mayPlan
                  ? [
                      { to: `${at}/sessions/new`, label: storyWords.plan },
                      { to: `${at}/sessions/record`, label: storyWords.record },
                    ]
                  : []),
                ...(page.hasMoreSessions ? [{ to: `${at}/sessions`, label: storyWords.all }] : []),
              ]}
            />
          </section>
          <section className="card" aria-labelledby="referrals">
            <h2 id="referrals">{storyWords.referrals}</h2>
            <ReferralLines personId={page.id} referrals={page.referrals} today={today} />
            <Ways ways={page.mayRefer ? [{ to: `${at}/programmes`, label: storyWords.find }] : []} />
          </section>
          <section className="card" aria-labelledby="matter">
            <h2 id="matter">People who matter</h2>
            <TiesList ties={page.ties} />
          </section>
        </div>
      </Columns>
      <section aria-labelledby="facts">
        <h2 id="facts">Key dates</h2>
        <FactList facts={page.facts} />
        {page.mayAddFacts ? <AddFactLink to={`${at}/facts/new`} /> : null}
      </section>
      {page.mayEdit ? (
        <PersonLinks
          at={at}
          isOpen={page.isOpen}
          names={page.names}
          apartUntil={page.apartUntil}
          more={page.more}
        />
      ) : null}
      <AccessRecorded to={page.readers} />
    </>
  )
}

function Ways({ ways }: { ways: readonly { to: string; label: string }[] }) {
  if (ways.length === 0) return null
  return (
    <p className="ways">
      {ways.map(({ to, label }) => (
        <a key={to} href={to}>
          {label}
        </a>
      ))}
    </p>
  )
}
