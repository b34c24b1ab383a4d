import { type CivilDate, formatDay } from '~/shared/civil-date'
import {
  closeTogether,
  inPicture,
  inPictureOn,
  type Lane,
  opensOf,
  type Sessions,
  type TimelineItem,
} from './timeline'
import type { Bracket, LanePicture, Mark, Picture, Together } from './timeline-layout'
import { capital, changesCloseTogether, dayAndDistance, laneWords, timelineWords } from './words'

/**
 * One strip of a life, 18 months back to 18 months forward, and the same facts as a list below it. The picture is drawn for the
 * eye alone; on a phone the list is all there is. It comes laid out: a browser need not bring what measures it.
 */
export function TimelinePicture({
  items,
  sessions,
  picture,
  today,
  notes = [],
}: {
  items: readonly TimelineItem[]
  sessions: Sessions
  picture: Picture
  today: CivilDate
  /** What must be known to read it right. */
  notes?: readonly string[]
}) {
  const shown = inPicture(items, today)
  const undated = items.filter(({ on }) => on === null)
  const groups = closeTogether(shown, today)
  const gaps = shown.flatMap(({ gap }) => gap ?? [])
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
        {gaps.map(({ says }) => (says ? <p key={says}>{says}</p> : null))}
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
        {undated.length ? (
          <p>
            {timelineWords.noDay} {undated.map(({ title }) => title).join(', ')}.
          </p>
        ) : null}
      </figcaption>
      <AsList items={[...shown, ...undated]} sessions={sessions} today={today} />
    </figure>
  )
}

const lanes = Object.keys(laneWords) as Lane[]

function AsList({
  items,
  sessions,
  today,
}: {
  items: readonly TimelineItem[]
  sessions: Sessions
  today: CivilDate
}) {
  const cameOn = inPictureOn(sessions.cameOn, today)
  const held = lanes.filter(
    (lane) => items.some((item) => item.lane === lane) || (lane === 'support' && cameOn.length > 0),
  )
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
                <li key={item.id} className={item.gap ? 'gap' : undefined}>
                  {item.to ? <a href={item.to}>{item.title}</a> : item.title}
                  <span className="when">{whenOf(item, today)}</span>
                  <span className="why">{notesOf(item, today)}</span>
                </li>
              ))}
            {lane === 'support' ? <CameOn days={cameOn} to={sessions.to} /> : null}
          </ol>
        </section>
      ))}
    </div>
  )
}

function CameOn({ days, to }: { days: readonly CivilDate[]; to: string }) {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return null
  return (
    <li>
      <a href={to}>{timelineWords.sessions}</a>
      <span className="when">
        {timelineWords.cameOn(days.length, formatDay(first, 'short'), formatDay(last, 'short'))}
      </span>
    </li>
  )
}

function notesOf(item: TimelineItem, today: CivilDate): string {
  const opens = opensOf(item, today)
  return [
    item.on === null ? '' : (item.certainty ?? ''),
    item.endless && !item.gap ? timelineWords.endlessInList[item.endless] : '',
    opens === null ? '' : timelineWords.opens(formatDay(opens, 'short')),
    opens === null ? '' : item.isPlanned ? timelineWords.hasPlan : timelineWords.noPlan,
  ]
    .filter(Boolean)
    .map((note, at) => (at === 0 ? capital(note) : note))
    .join(' · ')
}

function whenOf({ on, until, doubt, endless, startNotKnown, gap }: TimelineItem, today: CivilDate): string {
  if (on === null) return timelineWords.dayNotKnown
  if (startNotKnown) return until ? timelineWords.until(formatDay(until, 'short')) : ''
  if (gap && endless) return timelineWords[on > today ? 'from' : 'since'](formatDay(on, 'short'))
  if (until && until > on) {
    return timelineWords.fromTo(formatDay(on, 'short'), formatDay(until, 'short'))
  }
  if (endless) return timelineWords.since(formatDay(on, 'short'))
  if (doubt) return timelineWords.between(formatDay(doubt.from, 'short'), formatDay(doubt.to, 'short'))
  return dayAndDistance(on, today)
}

function Drawing({ picture }: { picture: Picture }) {
  const { width, height, left, today, bottom, months, together } = picture
  return (
    <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      <Hatches />
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
      {picture.lanes.map((lane) => (
        <Shades key={lane.lane} lane={lane} />
      ))}
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

/** Lines that lean one way and the other: the two kinds of gap are told apart without colour. */
function Hatches() {
  return (
    <defs>
      <pattern id="hatch-support" width="8" height="8" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M-2 2 2-2M0 8 8 0M6 10l4-4" />
      </pattern>
      <pattern id="hatch-worker" width="8" height="8" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M-2 6l4 4M0 0l8 8M6-2l4 4" />
      </pattern>
    </defs>
  )
}

/** A gap of support lies behind all of its lane: what does fall into it is seen to. */
function Shades({ lane: { top, height, marks } }: { lane: LanePicture }) {
  return (
    <>
      {marks.map(({ id, bar }) =>
        bar?.kind === 'gap-support' ? (
          <rect key={id} className="shade" x={bar.x} y={top} width={bar.width} height={height} />
        ) : null,
      )}
    </>
  )
}

function Joined({ together: { x, width, y, isPlanned, label } }: { together: Together }) {
  return (
    <g className="joined">
      <path
        className={isPlanned ? undefined : 'no-plan'}
        d={`M${x} ${y + 14}V${y - 8}a4 4 0 0 1 4-4H${x + width - 4}a4 4 0 0 1 4 4V${y + 14}`}
      />
      {isPlanned && width > ROOM_FOR_A_TICK ? <Tick x={x + width - 14} y={y + 2} /> : null}
      <text x={label.x} y={y + 6} textAnchor={label.anchor}>
        {label.text}
      </text>
    </g>
  )
}

const ROOM_FOR_A_TICK = 28

/** Something is planned. */
function Tick({ x, y }: { x: number; y: number }) {
  return <path className="tick" d={`M${x - 5} ${y}l4 4 7-9`} />
}

function LaneMarks({ lane }: { lane: LanePicture }) {
  const foot = lane.top + lane.height - 8
  return (
    <g className={`marks ${lane.lane}`}>
      {lane.ticks.length ? (
        <path className="came" d={lane.ticks.map((x) => `M${x} ${foot}v-9`).join('')} />
      ) : null}
      {lane.ticks.length ? (
        <text className="lane-name" x="0" y={foot}>
          {timelineWords.ticks}
        </text>
      ) : null}
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
      {bracket ? <OneBracket bracket={bracket} y={y} /> : null}
      {bar ? <OneBar bar={bar} y={y} /> : null}
      {x === null ? null : (
        <path className={isDoubt ? 'diamond open' : 'diamond'} d={`M${x} ${y - 8}l8 8-8 8-8-8z`} />
      )}
      <text className={isWithin ? 'within' : undefined} x={label.x} y={y + 5} textAnchor={label.anchor}>
        {label.text}
      </text>
    </g>
  )
}

function OneBracket({ bracket: { x, width, isPlanned }, y }: { bracket: Bracket; y: number }) {
  const end = x + width
  return (
    <>
      <path
        className={isPlanned ? 'bracket' : 'bracket no-plan'}
        d={`M${end} ${y - 11}H${x + 4}a4 4 0 0 0-4 4V${y + 7}a4 4 0 0 0 4 4H${end}`}
      />
      {isPlanned && width > ROOM_FOR_A_TICK ? <Tick x={x + 14} y={y} /> : null}
    </>
  )
}

const hatches: Partial<Record<NonNullable<Mark['bar']>['kind'], string>> = {
  'gap-support': 'url(#hatch-support)',
  'gap-worker': 'url(#hatch-worker)',
}

/** An arrow where it runs on. */
function OneBar({ bar: { x, width, kind, runsOn }, y }: { bar: NonNullable<Mark['bar']>; y: number }) {
  const high = kind === 'doubt' ? 5 : kind === 'gap-worker' ? 7 : 11
  return (
    <>
      <rect className={kind} fill={hatches[kind]} x={x} y={y - high} width={width} height={2 * high} rx="4" />
      {runsOn ? <path className={`${kind} arrow`} d={`M${x + width} ${y - 7}l8 7-8 7z`} /> : null}
    </>
  )
}
