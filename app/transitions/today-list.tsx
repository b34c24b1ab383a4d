import { Fragment } from 'react'
import { ageInWords, changesCloseTogether } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Marker } from '~/ui/parts'
import type { Certainty } from './rule'
import { certaintyWords, todayWords, whenInWords } from './words'

/** One reason to talk: what it is about, its day, and the prompt's own words. `to` is where it is explained and decided. */
export type TodayPrompt = {
  transitionId: string
  rule: string
  title: string
  date: CivilDate | null
  certainty: Certainty
  /** The later day on which they plan to leave school, beside the day by law. */
  plannedOn?: CivilDate | null
  says: string
  /** The day from which it shows. */
  dueOn: CivilDate
  to: string
  mayDecide: boolean
  /** The day from which a manager sees it too, if nothing is decided. */
  raisedOn?: CivilDate
  /** It waits its turn, which can come on this day. */
  turnOn?: CivilDate
  /** What could be talked about or offered, each where it is read whole. */
  ways?: readonly { label: string; says: string; to: string }[]
}

/** One period of change of one person: each prompt in it is decided by itself. */
export type TodayCard = {
  personId: string
  name: string
  bornOn: CivilDate | null
  personTo: string
  /** Who works with them, where a manager sees it because it waited too long. */
  ledBy?: string | null
  prompts: readonly TodayPrompt[]
}

/** What is the same for many people: each of them is decided by themselves. */
export type FoldedLine = {
  line: string
  ledBy?: string | null
  title: string
  says: string
  dueOn: CivilDate
  people: readonly {
    personId: string
    name: string
    date: CivilDate | null
    to: string
    mayDecide: boolean
  }[]
}

/** The day's list, a card for each person and period of change. A filled diamond is due now, an open one is coming. */
export function TodayList({
  cards,
  folded = [],
  today,
  label,
}: {
  cards: readonly TodayCard[]
  folded?: readonly FoldedLine[]
  today: CivilDate
  label: string
}) {
  return (
    <ul className="list" aria-label={label}>
      {cards.map((card) => (
        <li className="card-row" key={`${card.personId} ${card.prompts[0]?.transitionId}`}>
          <h3 className="who">
            <a href={card.personTo}>{card.name}</a>
            <small>{ageInWords(card.bornOn, today)}</small>
          </h3>
          <div>
            <Together prompts={card.prompts} />
            {card.prompts.map((prompt) => (
              <Line
                key={`${prompt.transitionId} ${prompt.dueOn}`}
                prompt={prompt}
                name={card.name}
                ledBy={card.ledBy ?? null}
                today={today}
              />
            ))}
          </div>
        </li>
      ))}
      {folded.map((each) => (
        <Folded key={each.line} folded={each} today={today} />
      ))}
    </ul>
  )
}

function Folded({
  folded: { title, says, dueOn, ledBy, people },
  today,
}: {
  folded: FoldedLine
  today: CivilDate
}) {
  return (
    <li className="card-row">
      <h3 className="who">{todayWords.young(people.length)}</h3>
      <div className="line">
        <Marker when={dueOn <= today ? 'now' : 'coming'} />
        <div className="what">
          <p>
            <b>{title}.</b>
          </p>
          {dueOn <= today ? <p>{says}</p> : null}
          <p className="why">
            {whenShown(dueOn, today)}
            {ledBy ? ` · ${todayWords.with(ledBy)}` : null}
          </p>
          <ul className="names" aria-label={title}>
            {people.map(({ personId, name, date, to, mayDecide }) => (
              <li key={personId}>
                <a href={mayDecide ? `${to}#decide` : to}>
                  {mayDecide ? <span className="visually-hidden">{todayWords.decide}: </span> : null}
                  {name}
                </a>
                {date === null ? null : <small> {formatDay(date, 'short')}</small>}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </li>
  )
}

function Together({ prompts }: { prompts: readonly TodayPrompt[] }) {
  const changes = new Set(prompts.map(({ transitionId }) => transitionId)).size
  return changes > 1 ? <p className="together">{changesCloseTogether(changes)}</p> : null
}

function Line({
  prompt,
  name,
  ledBy,
  today,
}: {
  prompt: TodayPrompt
  name: string
  ledBy: string | null
  today: CivilDate
}) {
  const { title, date, certainty, plannedOn, says, dueOn, to, mayDecide, raisedOn, ways = [] } = prompt
  const isDue = dueOn <= today
  const about = <span className="visually-hidden">: {`${name}, ${title}`}</span>
  return (
    <div className="line">
      <Marker when={isDue ? 'now' : 'coming'} />
      <div className="what">
        <p>
          <b>{title}.</b> {date === null ? null : `${whenInWords(date, certainty, today, plannedOn)}.`}
        </p>
        {isDue ? <p>{says}</p> : null}
        {isDue && ways.length ? (
          <p className="why">
            {ways.map((way, at) => (
              <Fragment key={way.to}>
                {at > 0 ? ' · ' : null}
                {way.label}: <a href={way.to}>{way.says}</a>
              </Fragment>
            ))}
          </p>
        ) : null}
        <p className="why">
          {whenShown(dueOn, today)}
          {date === null ? null : <> · {certaintyWords[certainty]}</>}
          {isDue && raisedOn ? (
            <>
              {' · '}
              {ledBy
                ? todayWords.with(ledBy)
                : raisedOn <= today
                  ? todayWords.raised
                  : todayWords.raises(raisedOn)}
            </>
          ) : null}
          {' · '}
          <a href={to}>
            {todayWords.why}
            {about}
          </a>
        </p>
      </div>
      <div className="do">
        {mayDecide ? (
          <a className="btn q ds_button ds_button--secondary" href={`${to}#decide`}>
            {todayWords.decide}
            {about}
          </a>
        ) : null}
      </div>
    </div>
  )
}

function whenShown(dueOn: CivilDate, today: CivilDate): string {
  if (dueOn > today) return todayWords.from(dueOn)
  return dueOn === today ? todayWords.dueNow : todayWords.since(dueOn)
}
