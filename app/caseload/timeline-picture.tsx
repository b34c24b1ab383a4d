import { type CivilDate, formatDay } from '~/shared/civil-date'
import {
  closeTogether,
  inPicture,
  type Lane,
  type LanePicture,
  type Mark,
  opensOf,
  type Picture,
  type TimelineItem,
  type Together,
} from './timeline-layout'
import { capital, changesCloseTogether, dayAndDistance, laneWords, timelineWords } from './words'

/**
 * One strip of a life, 18 months back to 18 months forward, and the same facts as a list below it. The picture is drawn for the
 * eye alone; on a phone the list is all there is. It comes laid out: a browser need not bring what measures it.
 */
export function TimelinePicture({
  items,
  picture,
  today,
}: {
  items: readonly TimelineItem[]
  picture: Picture
  today: CivilDate
}) {
  const shown = inPicture(items, today)
  const undated = items.filter(({ on }) => on === null)
  const groups = closeTogether(shown, today)
  return (
    <figure className="timeline">
      {shown.length ? <Drawing picture={picture} /> : null}
      <figcaption>
        {groups.length === 0 && shown.length === 0 ? timelineWords.nothing : null}
        {groups.map((group) => (
          <p key={group[0]?.id}>
            <b>{changesCloseTogether(group.length)}:</b>{' '}
            {group.map(({ title, on }) => `${title} (${on ? formatDay(on, 'short') : ''})`).join(', ')}.
          </p>
        ))}
        {undated.length ? (
          <p>
            {timelineWords.noDay} {undated.map(({ title }) => title).join(', ')}.
          </p>
        ) : null}
      </figcaption>
      <AsList items={[...shown, ...undated]} today={today} />
    </figure>
  )
}

const lanes = Object.keys(laneWords) as Lane[]

function AsList({ items, today }: { items: readonly TimelineItem[]; today: CivilDate }) {
  const held = lanes.filter((lane) => items.some((item) => item.lane === lane))
  if (held.length === 0) return null
  return (
    <div className="timeline-list">
      {held.map((lane) => (
        <section key={lane} aria-labelledby={`lane-${lane}`}>
          <h3 id={`lane-${lane}`}>{laneWords[lane]}</h3>
          <ol>
            {items
              .filter((item) => item.lane === lane)
              .map((item) => (
                <li key={item.id}>
                  {item.to ? <a href={item.to}>{item.title}</a> : item.title}
                  <span className="when">{whenOf(item, today)}</span>
                  <span className="why">{notesOf(item, today)}</span>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </div>
  )
}

function notesOf(item: TimelineItem, today: CivilDate): string {
  const opens = opensOf(item, today)
  return [
    item.on === null ? '' : capital(item.certainty ?? ''),
    opens === null ? '' : timelineWords.opens(formatDay(opens, 'short')),
  ]
    .filter(Boolean)
    .join(' · ')
}

function whenOf({ on, until, doubt }: TimelineItem, today: CivilDate): string {
  if (on === null) return timelineWords.dayNotKnown
  if (until && until > on) {
    return timelineWords.fromTo(formatDay(on, 'short'), formatDay(until, 'short'))
  }
  if (doubt) return timelineWords.between(formatDay(doubt.from, 'short'), formatDay(doubt.to, 'short'))
  return dayAndDistance(on, today)
}

function Drawing({ picture }: { picture: Picture }) {
  const { width, height, left, today, bottom, months, together } = picture
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <g className="months">
        {months.map(({ x, text, isYear }) => (
          <g key={`${x} ${text}`}>
            <path d={`M${x} 24V${bottom}`} className={isYear ? 'year' : undefined} />
            <text x={x + 4} y="16" className={isYear ? 'year' : undefined}>
              {text}
            </text>
          </g>
        ))}
      </g>
      {together.map((each) => (
        <rect
          key={each.ids.join()}
          className="band"
          x={each.x}
          y={each.y}
          width={each.width}
          height={bottom - each.y}
        />
      ))}
      {picture.lanes.map((lane) => (
        <g key={lane.lane}>
          <path className="lane" d={`M0 ${lane.top}H${width}`} />
          <text className="lane-name" x="0" y={lane.top + 27}>
            {laneWords[lane.lane]}
          </text>
        </g>
      ))}
      <path className="lane" d={`M0 ${bottom}H${width}`} />
      <path className="today" d={`M${today} 24V${bottom + 6}`} />
      <text className="today" x={Math.max(today, left)} y={bottom + 21} textAnchor="middle">
        {timelineWords.today}
      </text>
      {together.map((each) => (
        <Joined key={each.ids.join()} together={each} />
      ))}
      {picture.lanes.map((lane) => (
        <LaneMarks key={lane.lane} lane={lane} />
      ))}
    </svg>
  )
}

function Joined({ together: { x, width, y, label } }: { together: Together }) {
  return (
    <g className="joined">
      <path d={`M${x} ${y + 14}V${y - 8}a4 4 0 0 1 4-4H${x + width - 4}a4 4 0 0 1 4 4V${y + 14}`} />
      <text x={label.x} y={y + 6} textAnchor={label.anchor}>
        {label.text}
      </text>
    </g>
  )
}

function LaneMarks({ lane }: { lane: LanePicture }) {
  return (
    <g className={`marks ${lane.lane}`}>
      {lane.marks.map((mark) => (
        <OneMark key={mark.id} mark={mark} />
      ))}
    </g>
  )
}

function OneMark({ mark: { isPast, x, y, bar, bracket, label } }: { mark: Mark }) {
  const isDoubt = bar?.kind === 'doubt'
  const isWithin = bar?.kind === 'lasts' && label.x > bar.x && label.x < bar.x + bar.width
  return (
    <g className={isPast ? 'mark past' : 'mark'}>
      {bracket ? (
        <path
          className="bracket"
          d={`M${bracket.x + bracket.width} ${y - 11}H${bracket.x + 4}a4 4 0 0 0-4 4V${y + 7}a4 4 0 0 0 4 4H${bracket.x + bracket.width}`}
        />
      ) : null}
      {bar ? (
        <rect
          className={bar.kind}
          x={bar.x}
          y={y - (isDoubt ? 5 : 11)}
          width={bar.width}
          height={isDoubt ? 10 : 22}
          rx="4"
        />
      ) : null}
      {x === null ? null : (
        <path className={isDoubt ? 'diamond open' : 'diamond'} d={`M${x} ${y - 8}l8 8-8 8-8-8z`} />
      )}
      <text className={isWithin ? 'within' : undefined} x={label.x} y={y + 5} textAnchor={label.anchor}>
        {label.text}
      </text>
    </g>
  )
}
