import { scaleLinear } from 'd3-scale'
import {
  addMonths,
  type CivilDate,
  dayIn,
  dayNumber,
  dayOf,
  later,
  monthOf,
  yearOf,
} from '~/shared/civil-date'
import {
  closeTogether,
  inPicture,
  inPictureOn,
  isWithin,
  type Lane,
  MONTHS_EACH_WAY,
  opensOf,
  type TimelineItem,
} from './timeline'
import { timelineWords } from './words'

export type Label = { text: string; x: number; anchor: 'start' | 'end' }
export type Mark = {
  id: string
  isPast: boolean
  y: number
  /** The point of a diamond; null for a bar. */
  x: number | null
  bar: {
    x: number
    width: number
    kind: 'lasts' | 'doubt' | 'gap-support' | 'gap-worker'
    runsOn: boolean
  } | null
  bracket: Bracket | null
  label: Label
  /** What it takes up of its row, label and all. */
  takes: Extent
}
export type Extent = { from: number; to: number }
/** Dashed, and said so, while nothing is planned. */
export type Bracket = { x: number; width: number; isPlanned: boolean }
export type LanePicture = {
  lane: Lane
  top: number
  height: number
  marks: Mark[]
  /** Sessions to which they came, each a tick at the foot of the lane. */
  ticks: number[]
}
export type Together = Bracket & { ids: string[]; y: number; label: Label; takes: Extent }
export type Picture = {
  width: number
  height: number
  left: number
  today: number
  bottom: number
  months: { x: number; text: string; isYear: boolean }[]
  together: Together[]
  lanes: LanePicture[]
}

const WIDTH = 1000
const LEFT = 128
const RIGHT = 990
const AXIS = 30
const ROW = 32
const GAP = 14
const LETTER = 7.9
const DIAMOND = 8
const LONGEST = 44
/** The room of the ticks at the foot of a lane. */
const TICKS = 22
const LEAST = 4
const LANES: readonly Lane[] = ['growing-up', 'orders', 'support']
const SHORT = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Where everything stands, so that no label lies on another. `words` says how many are close together. */
export function pictureOf(
  items: readonly TimelineItem[],
  today: CivilDate,
  words: (changes: number) => string,
  cameOn: readonly CivilDate[] = [],
): Picture {
  const shown = inPicture(items, today)
  const x = placing(today)
  const groups = closeTogether(shown, today)
  const joined = new Set(groups.flat().map(({ id }) => id))

  const together = inRows(groups.map((group) => togetherAt(group, x, words)))
  const ticks = ticksOf(cameOn, today, x)
  let top = AXIS + together.rows * ROW
  const lanes = LANES.map((lane): LanePicture => {
    const placed = inRows(
      shown.filter((item) => item.lane === lane).map((item) => markAt(item, x, today, joined.has(item.id))),
    )
    const hasTicks = lane === 'support' && ticks.length > 0
    const height = Math.max(hasTicks ? 0 : 1, placed.rows) * ROW + 12 + (hasTicks ? TICKS : 0)
    const marks = placed.all.map((mark) => ({ ...mark, y: top + 6 + ROW * (mark.row + 0.5) }))
    const picture = { lane, top, height, marks, ticks: hasTicks ? ticks : [] }
    top += height
    return picture
  })

  return {
    width: WIDTH,
    height: top + 26,
    left: LEFT,
    today: x(today),
    bottom: top,
    months: monthsOf(today, x),
    together: together.all.map((each) => ({ ...each, y: AXIS + ROW * (each.row + 0.5) })),
    lanes,
  }
}

function ticksOf(cameOn: readonly CivilDate[], today: CivilDate, x: Placing): number[] {
  return [...new Set(inPictureOn(cameOn, today).map(x))]
}

type Placing = (day: CivilDate) => number

function placing(today: CivilDate): Placing {
  const from = dayNumber(addMonths(today, -MONTHS_EACH_WAY))
  const to = dayNumber(addMonths(today, MONTHS_EACH_WAY))
  const scale = scaleLinear().domain([from, to]).range([LEFT, RIGHT]).clamp(true)
  return (day) => Math.round(scale(dayNumber(day)) * 10) / 10
}

function markAt(item: TimelineItem, x: Placing, today: CivilDate, isJoined: boolean): Omit<Mark, 'y'> {
  const on = item.on as CivilDate
  const at = x(on)
  const last = lastDayOf(item, today)
  const bar = barAt(item, x, last)
  const bracket = isJoined ? null : bracketAt(item, x, today, bar === null ? at : Math.min(at, bar.x))
  const isDrawn = last === null && isWithin(on, today)
  const drawn = {
    from: Math.min(isDrawn ? at - DIAMOND : (bar?.x ?? at), bracket?.x ?? at, bar?.x ?? at),
    to: Math.max(isDrawn ? at + DIAMOND : at, bar ? bar.x + bar.width + (bar.runsOn ? DIAMOND : 0) : at),
  }
  const text = labelOf(item, last, today, bracket)
  const label = last && bar && widthOf(text) + 16 <= bar.width ? inside(text, bar.x) : beside(text, drawn)
  return {
    id: item.id,
    isPast: (last ?? on) < today && item.endless === undefined,
    x: isDrawn ? at : null,
    bar,
    bracket,
    label,
    takes: around(drawn, label),
  }
}

/** Null for a moment. What goes on is drawn as far as today, or as far as its first day where that is still to come. */
function lastDayOf({ on, until, endless }: TimelineItem, today: CivilDate): CivilDate | null {
  if (until && on && until > on) return until
  return endless ? later(on as CivilDate, today) : null
}

function barAt({ on, doubt, gap, endless }: TimelineItem, x: Placing, last: CivilDate | null): Mark['bar'] {
  const span = last !== null && on !== null ? { from: on, to: last } : doubt
  if (!span) return null
  const from = x(span.from)
  const width = Math.max(LEAST, Math.round((x(span.to) - from) * 10) / 10)
  const kind = gap ? (`gap-${gap.kind}` as const) : last === null ? 'doubt' : 'lasts'
  // At the right edge there is no room for the least width: it then begins before.
  return { x: Math.min(from, RIGHT - width), width, kind, runsOn: endless !== undefined }
}

function bracketAt(item: TimelineItem, x: Placing, today: CivilDate, closes: number): Bracket | null {
  const opensOn = opensOf(item, today)
  if (opensOn === null || x(opensOn) >= closes) return null
  return { x: x(opensOn), width: closes - x(opensOn), isPlanned: item.isPlanned === true }
}

/** A gap says itself how long it is. */
function labelOf(
  item: TimelineItem,
  last: CivilDate | null,
  today: CivilDate,
  bracket: Bracket | null,
): string {
  const { title, doubt, endless, gap } = item
  const on = item.on as CivilDate
  if (gap) return title
  if (endless) return clipped(title, `, ${timelineWords.endless[endless]}`)
  if (last) return clipped(title, `, to ${shortDay(last, today)}`)
  const noPlan = bracket && !bracket.isPlanned ? ` · ${timelineWords.noPlan}` : ''
  return `${clipped(title, `${doubt ? ', about' : ','} ${shortDay(on, on)}`)}${noPlan}`
}

function togetherAt(
  group: readonly TimelineItem[],
  x: Placing,
  words: (changes: number) => string,
): Omit<Together, 'y'> {
  const from = Math.min(...group.map(({ opensOn }) => x(opensOn as CivilDate)))
  const to = Math.max(...group.map(({ on }) => x(on as CivilDate)))
  const drawn = { from, to: Math.max(to, from + LEAST) }
  const open = group.filter(({ isPlanned }) => !isPlanned).length
  const text = open
    ? `${words(group.length)} · ${timelineWords.noPlanOf(open, group.length)}`
    : words(group.length)
  const label = widthOf(text) + 16 <= to - from ? inside(text, from) : beside(text, drawn)
  return {
    ids: group.map(({ id }) => id),
    x: from,
    width: drawn.to - from,
    isPlanned: open === 0,
    label,
    takes: around(drawn, label),
  }
}

function inside(text: string, from: number): Label {
  return { text, x: from + 8, anchor: 'start' }
}

/** To the right where there is room, otherwise to the left; on what it names, where that takes up nearly all of the width. */
function beside(text: string, drawn: Extent): Label {
  const width = widthOf(text)
  if (drawn.to + 6 + width <= WIDTH) return { text, x: drawn.to + 6, anchor: 'start' }
  if (drawn.from - 6 - width >= 0) return { text, x: drawn.from - 6, anchor: 'end' }
  return { text, x: Math.min(drawn.from + 8, WIDTH - width), anchor: 'start' }
}

function around(drawn: Extent, label: Label): Extent {
  const said = extentOf(label)
  return { from: Math.min(drawn.from, said.from), to: Math.max(drawn.to, said.to) }
}

/** The room that a label may need, on the generous side. */
export function extentOf({ text, x, anchor }: Label): Extent {
  return anchor === 'start' ? { from: x, to: x + widthOf(text) } : { from: x - widthOf(text), to: x }
}

function widthOf(text: string): number {
  return text.length * LETTER
}

/** Each goes into the first row in which it lies on nothing. */
function inRows<T extends { takes: Extent }>(
  all: readonly T[],
): { all: (T & { row: number })[]; rows: number } {
  const rows: Extent[][] = []
  const placed = all.map((each) => {
    const free = rows.findIndex((row) => row.every((other) => !touches(each.takes, other)))
    const row = free === -1 ? rows.push([]) - 1 : free
    rows[row]?.push(each.takes)
    return { ...each, row }
  })
  return { all: placed, rows: rows.length }
}

function touches(one: Extent, other: Extent): boolean {
  return one.from < other.to + GAP && other.from < one.to + GAP
}

function monthsOf(today: CivilDate, x: Placing): Picture['months'] {
  const from = addMonths(today, -MONTHS_EACH_WAY)
  const to = addMonths(today, MONTHS_EACH_WAY)
  const months: Picture['months'] = []
  for (let day = dayIn(yearOf(from), monthOf(from), 1); day <= to; day = addMonths(day, 1)) {
    const month = monthOf(day)
    if (day < from || month % 3 !== 1) continue
    months.push({
      x: x(day),
      text: month === 1 ? String(yearOf(day)) : (SHORT[month - 1] ?? ''),
      isYear: month === 1,
    })
  }
  return months
}

/** The year is said where it is another than that of `near`. */
function shortDay(day: CivilDate, near: CivilDate): string {
  const short = `${dayOf(day)} ${SHORT[monthOf(day) - 1]}`
  return yearOf(day) === yearOf(near) ? short : `${short} ${yearOf(day)}`
}

/** The title may be cut, what follows it never. */
function clipped(title: string, end: string): string {
  const room = LONGEST - end.length
  return `${title.length <= room ? title : `${title.slice(0, room - 1).trimEnd()}…`}${end}`
}
