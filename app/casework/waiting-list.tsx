import { moveInWords } from '~/referrals/words'
import { sessionTo } from '~/sessions/session-lists'
import { sessionWords, whenOf } from '~/sessions/words'
import type { CivilDate } from '~/shared/civil-date'
import { Marker } from '~/ui/parts'
import type { WaitingReferral, WaitingSession } from './day'
import { dayWords } from './words'

/** Sessions as lines of Today: with whom, when, whether the cards are chosen, and the way to record them. */
export function WaitingSessions({
  sessions,
  today,
  label,
}: {
  sessions: readonly WaitingSession[]
  today: CivilDate
  label: string
}) {
  return (
    <ul className="list" aria-label={label}>
      {sessions.map(({ id, personId, name, on, at, cards, kind }) => {
        const to = sessionTo(personId, id)
        const mayRecord = on <= today
        return (
          <li className="line" key={id}>
            <Marker
              when={kind === 'session-to-record' ? 'now' : 'coming'}
              word={kind === 'session-to-record' ? dayWords.toRecord : dayWords.soon}
            />
            <div className="what">
              <p className="who">
                <a href={to}>{name}</a>
              </p>
              <p className="why">
                {whenOf(on, at)} · {sessionWords.cardsOf(cards)}
              </p>
            </div>
            <div className="do">
              {mayRecord ? <Way to={`${to}/record`} label={dayWords.record} about={name} /> : null}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

/** Referrals as lines of Today: whose, where to, and whose move it is until when. */
export function WaitingReferrals({
  referrals,
  today,
  label,
}: {
  referrals: readonly WaitingReferral[]
  today: CivilDate
  label: string
}) {
  return (
    <ul className="list" aria-label={label}>
      {referrals.map(({ id, kind, personId, name, on, status, programme }) => {
        const isInbox = kind === 'inbox'
        const to = isInbox ? `/inbox/${id}` : `/people/${personId}/referrals/${id}`
        return (
          <li className="line" key={id}>
            <Marker when={on < today ? 'now' : 'waiting'} />
            <div className="what">
              <p className="who">
                <a href={to}>{name}</a>
                <small>{programme}</small>
              </p>
              <p className="why">
                {moveInWords(status, on, { reader: isInbox ? 'partner' : 'referrer', programme, today })}
              </p>
            </div>
            <div className="do">
              <Way
                to={to}
                label={isInbox ? dayWords.answer : dayWords.open}
                about={`${name}, ${programme}`}
              />
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Way({ to, label, about }: { to: string; label: string; about: string }) {
  return (
    <a className="btn q ds_button ds_button--secondary" href={to}>
      {label}
      <span className="visually-hidden">: {about}</span>
    </a>
  )
}
