import type { ReactNode } from 'react'
import type { CivilDate } from '~/shared/civil-date'
import type { inTurn } from './day'
import { WaitingReferrals, WaitingSessions } from './waiting-list'
import { dayWords } from './words'

/** Today's work around the prompts, which are the children: sessions before them, referrals after; what is empty is left out. */
export function DayOfWork({
  soon,
  toRecord,
  inbox,
  yours,
  theirs,
  today,
  children,
}: ReturnType<typeof inTurn> & { today: CivilDate; children: ReactNode }) {
  return (
    <>
      <Block
        title={dayWords.soon}
        id="soon"
        isEmpty={soon.length === 0}
        more={{ to: '/sessions', label: dayWords.moreSessions }}
      >
        <WaitingSessions sessions={soon} today={today} label={dayWords.soon} />
      </Block>
      <Block title={dayWords.toRecord} id="to-record" isEmpty={toRecord.length === 0}>
        <WaitingSessions sessions={toRecord} today={today} label={dayWords.toRecord} />
      </Block>
      <Block
        title={dayWords.inbox}
        id="inbox"
        isEmpty={inbox.length === 0}
        more={{ to: '/inbox', label: dayWords.moreInbox }}
      >
        <WaitingReferrals referrals={inbox} today={today} label={dayWords.inbox} />
      </Block>
      {children}
      <Block
        title={dayWords.yours}
        id="yours"
        isEmpty={yours.length === 0}
        more={{ to: '/referrals', label: dayWords.moreReferrals }}
      >
        <WaitingReferrals referrals={yours} today={today} label={dayWords.yours} />
      </Block>
      <Block title={dayWords.theirs} id="theirs" isEmpty={theirs.length === 0}>
        <WaitingReferrals referrals={theirs} today={today} label={dayWords.theirs} />
      </Block>
    </>
  )
}

function Block({
  title,
  id,
  isEmpty,
  more,
  children,
}: {
  title: string
  id: string
  isEmpty: boolean
  more?: { to: string; label: string }
  children: ReactNode
}) {
  if (isEmpty) return null
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
      {more ? (
        <p className="why">
          <a href={more.to}>{more.label}</a>
        </p>
      ) : null}
    </section>
  )
}
