import { wayWords } from '~/caseload/words'
import type { CivilDate } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { Heading } from '~/ui/page-title'
import { Button, Marker } from '~/ui/parts'
import type { InboxPart, InboxRow } from './inbox-rows'
import { actWords, inboxWords } from './words'

const parts: readonly InboxPart[] = ['new', 'waiting', 'booked', 'asked', 'taking']

/** New first; what can be answered in one press is answered here, the rest is one link away. */
export function InboxList({ rows, today }: { rows: readonly InboxRow[]; today: CivilDate }) {
  return parts.map((part) => {
    const within = rows.filter((row) => row.part === part)
    if (within.length === 0) return null
    return (
      <section key={part} aria-labelledby={`part-${part}`}>
        <Heading id={`part-${part}`} count={within.length}>
          {inboxWords[part]}
        </Heading>
        <ul className="list inbox">
          {within.map((row) => (
            <li key={row.id}>
              <Row {...row} today={today} />
            </li>
          ))}
        </ul>
      </section>
    )
  })
}

function Row({ today, ...row }: InboxRow & { today: CivilDate }) {
  return (
    <>
      <div className="line inbox-line">
        <Marker when={row.isDue ? 'now' : row.part === 'new' ? 'coming' : 'waiting'} />
        <div>
          <p className="who">
            <a href={row.to}>{inboxWords.who(row.name, row.age)}</a>
          </p>
          <p className="wants">{row.wants}</p>
          {row.reach ? (
            <p className="why">
              {wayWords[row.reach.how]}: {row.reach.value}
              {row.reach.note ? `. ${row.reach.note}` : ''}
            </p>
          ) : null}
          <p className="why">
            {row.programme} · {row.from}
          </p>
          <p className="what">{row.move}</p>
        </div>
      </div>
      {row.canAccept && row.part === 'new' ? <AcceptHere {...row} today={today} /> : null}
      {row.canSayCame ? <CameHere {...row} /> : null}
    </>
  )
}

/** Accepts with a day, or without one: the browser's own fields, so that a phone needs two presses. */
function AcceptHere({ id, to, name, formKey, version, meets, today }: InboxRow & { today: CivilDate }) {
  return (
    <form method="post" action={to} className="here">
      <Kept formKey={formKey} version={version} />
      <input type="hidden" name="act" value="accept" />
      <input type="hidden" name="place.accept" value={meets.place} />
      <span className="here-field">
        <label htmlFor={`day-${id}`}>{inboxWords.acceptDay}</label>
        <input
          className="ds_input day"
          id={`day-${id}`}
          name="onDay.accept"
          type="date"
          min={today}
          defaultValue={meets.on ?? undefined}
        />
      </span>
      <span className="here-field">
        <label htmlFor={`time-${id}`}>{inboxWords.acceptTime}</label>
        <input className="ds_input short" id={`time-${id}`} name="atTime.accept" type="time" />
      </span>
      <Button>
        {inboxWords.accept}
        <span className="visually-hidden"> {name}</span>
      </Button>
      <a className="act-link" href={to}>
        {inboxWords.otherwise}
        <span className="visually-hidden"> ({name})</span>
      </a>
    </form>
  )
}

function CameHere({ to, name, formKey, version }: InboxRow) {
  return (
    <form method="post" action={to} className="here">
      <Kept formKey={formKey} version={version} />
      <Button kind="quiet" name="act" value="came">
        {actWords.came}
        <span className="visually-hidden"> ({name})</span>
      </Button>
      <a className="act-link" href={to}>
        {inboxWords.notCome}
        <span className="visually-hidden"> ({name})</span>
      </a>
    </form>
  )
}
