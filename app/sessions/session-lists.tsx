import { addDays, type CivilDate } from '~/shared/civil-date'
import { Empty, Marker, Tag } from '~/ui/parts'
import type { Attendance } from './session'
import { attendanceShort, sessionsWords, sessionWords, whenOf } from './words'

export type PlannedLine = {
  id: string
  personId: string
  name: string
  on: CivilDate
  at: string | null
  place: string
  cards: number
}

export function sessionTo(personId: string, id: string): string {
  return `/people/${personId}/sessions/${id}`
}

/** A worker's planned sessions in three groups: what is to be recorded, what is near, what comes later. */
export function MySessions({ sessions, today }: { sessions: readonly PlannedLine[]; today: CivilDate }) {
  const tomorrow = addDays(today, 1)
  const groups = [
    { title: sessionsWords.toRecord, lines: sessions.filter(({ on }) => on < today), isPast: true },
    {
      title: sessionsWords.soon,
      lines: sessions.filter(({ on }) => on >= today && on <= tomorrow),
      isPast: false,
    },
    { title: sessionsWords.later, lines: sessions.filter(({ on }) => on > tomorrow), isPast: false },
  ]
  if (sessions.length === 0)
    return (
      <Empty>
        <p>{sessionsWords.none}</p>
      </Empty>
    )
  return groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines, isPast }) => (
      <section key={title} aria-label={title}>
        <h2>{title}</h2>
        <ul className="list" aria-label={title}>
          {lines.map((line) => (
            <PlannedRow key={line.id} line={line} isPast={isPast} isToday={line.on === today} />
          ))}
        </ul>
      </section>
    ))
}

function PlannedRow({ line, isPast, isToday }: { line: PlannedLine; isPast: boolean; isToday: boolean }) {
  const to = sessionTo(line.personId, line.id)
  return (
    <li className="line">
      <Marker when={isPast ? 'now' : 'coming'} word={isPast ? sessionsWords.toRecord : sessionsWords.later} />
      <div>
        <p className="who">
          <a href={to}>{line.name}</a>
        </p>
        <p className="when">
          {whenOf(line.on, line.at)}
          {line.place ? `, ${line.place}` : ''}
        </p>
        <p className="why">{sessionWords.cardsOf(line.cards)}</p>
      </div>
      {isPast || isToday ? (
        <div className="do">
          <a className="btn q ds_button ds_button--secondary" href={`${to}/record`}>
            {sessionsWords.recordIt}
            <span className="visually-hidden">: {line.name}</span>
          </a>
        </div>
      ) : null}
    </li>
  )
}

export type SessionLine = {
  id: string
  on: CivilDate
  at: string | null
  status: 'planned' | 'recorded' | 'cancelled'
  attendance: Attendance | null
  aim: string
}

const statusWords = {
  planned: 'Planned',
  recorded: sessionWords.recorded,
  cancelled: sessionWords.cancelled,
} as const

/** Every session with one person, the latest first. */
export function SessionsOfPerson({
  personId,
  sessions,
}: {
  personId: string
  sessions: readonly SessionLine[]
}) {
  if (sessions.length === 0)
    return (
      <Empty>
        <p>{sessionsWords.noneOfPerson}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={sessionsWords.ofPerson}>
      {sessions.map(({ id, on, at, status, attendance, aim }) => (
        <li key={id} className="held-row">
          <div>
            <p className="who">
              <a href={sessionTo(personId, id)}>{whenOf(on, at)}</a>
            </p>
            {aim ? <p className="why">{aim}</p> : null}
          </div>
          <Tag tone="plain">{attendance ? attendanceShort[attendance] : statusWords[status]}</Tag>
        </li>
      ))}
    </ul>
  )
}
