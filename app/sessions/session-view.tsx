import { capital } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Card, Facts } from '~/ui/parts'
import { ConcernsTold } from './concerns-told'
import { obstacleInWords } from './got-in-the-way'
import type { HeldConcern, OpenSession, SessionCard } from './open-session.server'
import { bringInWords, type Changed } from './session-values'
import { attendanceShort, landedWords, planLabels, recordLabels, sessionWords, whenOf } from './words'

export type SessionViewProps = {
  session: Pick<
    OpenSession,
    | 'status'
    | 'plannedOn'
    | 'plannedAt'
    | 'minutes'
    | 'place'
    | 'aim'
    | 'opening'
    | 'strengthToBuildOn'
    | 'programme'
    | 'offer'
    | 'alternativeSays'
    | 'bring'
    | 'keepSafe'
    | 'willNotRaise'
    | 'attendance'
    | 'gotInTheWay'
    | 'did'
    | 'theirWords'
    | 'strengthSeen'
    | 'nextStep'
    | 'nextOn'
    | 'cancelledBecause'
    | 'worker'
    | 'recordedBy'
  >
  cards: readonly SessionCard[]
  concerns: readonly HeldConcern[]
  history: readonly Changed[]
}

/** A session as it is planned or as it went, with how it changed. */
export function SessionView({ session, cards, concerns, history }: SessionViewProps) {
  const isRecorded = session.status === 'recorded'
  return (
    <>
      {session.cancelledBecause ? (
        <p className="message">
          {sessionWords.cancelled}. {sessionWords.cancelledBecause}: {session.cancelledBecause}
        </p>
      ) : null}
      <ConcernsTold concerns={concerns} />
      {isRecorded ? <Happened session={session} /> : null}
      {cards.length ? (
        <Card title={sessionWords.cards}>
          {cards.map((card) => (
            <UsedCard key={card.id} card={card} isRecorded={isRecorded} />
          ))}
        </Card>
      ) : null}
      <Plan session={session} />
      {history.length ? (
        <Card title={sessionWords.history}>
          <ul className="plain-list">
            {history.map(({ was, by, on, because }, at) => (
              <li key={at}>
                {was ? `${sessionWords.wasPlannedFor(was)} ` : ''}
                {because ? `${capital(because)}. ` : ''}
                <span className="soft">{sessionWords.changedBy(by, formatDay(on, 'short'))}</span>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}

function Happened({ session }: Pick<SessionViewProps, 'session'>) {
  return (
    <Card title={sessionWords.happened}>
      {session.theirWords ? <blockquote className="quote typed">{session.theirWords}</blockquote> : null}
      <Facts
        of={[
          {
            label: recordLabels.attendance,
            value: session.attendance && attendanceShort[session.attendance],
          },
          { label: recordLabels.obstacle, value: obstacleInWords(session.gotInTheWay) },
          { label: recordLabels.did, value: typed(session.did) },
          { label: recordLabels.strengthSeen, value: typed(session.strengthSeen) },
          {
            label: sessionWords.next,
            value: session.nextStep ? typed(nextOf(session.nextStep, session.nextOn)) : sessionWords.nextNone,
          },
          { label: sessionWords.recordedBy, value: session.recordedBy },
        ]}
      />
    </Card>
  )
}

function nextOf(step: string, on: CivilDate | null): string {
  return on === null ? step : `${step} (${formatDay(on)})`
}

function UsedCard({ card, isRecorded }: { card: SessionCard; isRecorded: boolean }) {
  const isUsed = card.landed !== null || card.asked !== null || card.said !== ''
  return (
    <div className="used-card">
      <h3>{card.title}</h3>
      {isRecorded ? null : <p>{card.askFirst}</p>}
      {isRecorded && !isUsed ? <p className="soft">{sessionWords.cardPlanned}</p> : null}
      {isUsed ? (
        <Facts
          of={[
            { label: sessionWords.landed, value: card.landed && landedWords[card.landed] },
            { label: sessionWords.asked, value: card.asked === 'used' ? 'Yes' : null },
            { label: sessionWords.skipped, value: card.skippedBecause },
            { label: recordLabels.theirWords, value: card.said ? typed(card.said) : null },
          ]}
        />
      ) : null}
    </div>
  )
}

function Plan({ session }: Pick<SessionViewProps, 'session'>) {
  const offered = [session.programme ?? session.offer ?? '', session.alternativeSays]
    .filter(Boolean)
    .join('. ')
  return (
    <Card title={sessionWords.plan}>
      <Facts
        of={[
          { label: planLabels.plannedOn, value: whenOf(session.plannedOn, session.plannedAt) },
          { label: planLabels.minutes, value: session.minutes },
          { label: planLabels.place, value: session.place },
          { label: planLabels.aim, value: session.aim },
          { label: planLabels.opening, value: session.opening },
          { label: planLabels.strengthToBuildOn, value: session.strengthToBuildOn },
          { label: sessionWords.offered, value: offered },
          { label: 'Bring', value: bringInWords(session.bring) },
          { label: planLabels.keepSafe, value: session.keepSafe ? typed(session.keepSafe) : null },
          {
            label: planLabels.willNotRaise,
            value: session.willNotRaise ? typed(session.willNotRaise) : null,
          },
          { label: sessionWords.worker, value: session.worker },
        ]}
      />
    </Card>
  )
}

function typed(text: string) {
  return text === '' ? null : <span className="typed">{text}</span>
}
