import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import {
  extentOf,
  inPicture,
  type Label,
  type Lane,
  pictureOf,
  type TimelineItem,
} from '~/caseload/timeline-layout'
import { TimelinePicture } from '~/caseload/timeline-picture'
import { changesCloseTogether } from '~/caseload/words'
import { addDays, civilDate } from '~/shared/civil-date'

const today = civilDate('2026-11-24')

test('the picture and the list below it hold the same facts', () => {
  const items: TimelineItem[] = [
    { id: 'eighteen', lane: 'growing-up', title: 'Turns 18', on: civilDate('2027-03-09') },
    {
      id: 'order',
      lane: 'orders',
      title: 'Order',
      on: civilDate('2026-01-06'),
      until: civilDate('2027-01-06'),
    },
    {
      id: 'football',
      lane: 'support',
      title: 'Football',
      on: civilDate('2025-01-01'),
      until: civilDate('2026-01-01'),
    },
    { id: 'long-ago', lane: 'support', title: 'Swimming', on: civilDate('2024-01-01') },
  ]

  const page = renderToStaticMarkup(<Timeline items={items} />)

  const [picture, list] = page.split('</svg>') as [string, string]
  for (const title of ['Turns 18', 'Order', 'Football']) {
    expect(picture).toContain(`${title}, `)
    expect(list).toContain(title)
  }
  expect(page).not.toContain('Swimming')
})

test('a day that is not known stands in the list and is never drawn', () => {
  const items: TimelineItem[] = [
    { id: 'release', lane: 'orders', title: 'Release', on: null },
    { id: 'eighteen', lane: 'growing-up', title: 'Turns 18', on: civilDate('2027-03-09') },
  ]

  const [picture, list] = renderToStaticMarkup(<Timeline items={items} />).split('</svg>')

  expect(picture).not.toContain('Release')
  expect(list).toContain('Release')
})

test('the picture is for the eye alone, without a link that could be reached', () => {
  const items: TimelineItem[] = [
    {
      id: 'eighteen',
      lane: 'growing-up',
      title: 'Turns 18',
      on: civilDate('2027-03-09'),
      to: '/transitions/1',
    },
  ]

  const [picture, list] = renderToStaticMarkup(<Timeline items={items} />).split('</svg>')

  expect(picture).toContain('aria-hidden="true"')
  expect(picture).not.toContain('href')
  expect(list).toContain('href="/transitions/1"')
})

test('two times to look ahead that overlap become one, and three that chain become one of three', () => {
  const opens = (id: string, from: string, on: string): TimelineItem => ({
    id,
    lane: 'growing-up',
    title: id,
    opensOn: civilDate(from),
    on: civilDate(on),
  })
  const items = [
    opens('order', '2026-10-10', '2027-01-06'),
    opens('eighteen', '2026-10-17', '2027-01-09'),
    opens('court', '2027-01-08', '2027-02-01'),
    opens('move', '2027-06-01', '2027-07-01'),
  ]

  const { together, lanes } = pictureOf(items, today, changesCloseTogether)

  expect(together).toMatchObject([
    { ids: ['order', 'eighteen', 'court'], label: { text: 'Three changes close together' } },
  ])
  expect(lanes.flatMap(({ marks }) => marks).filter(({ bracket }) => bracket !== null)).toMatchObject([
    { id: 'move' },
  ])
})

test('what has passed is not looked ahead to', () => {
  const items: TimelineItem[] = [
    {
      id: 'left',
      lane: 'growing-up',
      title: 'Left school',
      opensOn: civilDate('2026-03-01'),
      on: civilDate('2026-05-31'),
    },
    {
      id: 'order',
      lane: 'orders',
      title: 'Order made',
      opensOn: civilDate('2026-04-01'),
      on: civilDate('2026-06-01'),
    },
  ]

  const { together, lanes } = pictureOf(items, today, changesCloseTogether)

  expect(together).toEqual([])
  expect(lanes.flatMap(({ marks }) => marks.map(({ bracket }) => bracket))).toEqual([null, null])
})

test('no label lies on another, whatever the life', () => {
  fc.assert(
    fc.property(fc.array(anItem, { maxLength: 40 }), (made) => {
      const items = made.map((item, at) => ({ ...item, id: String(at) }))

      const picture = pictureOf(items, today, changesCloseTogether)

      const drawn = picture.lanes.flatMap(({ marks }) => marks)
      expect(drawn.map(({ id }) => id).sort()).toEqual(
        inPicture(items, today)
          .map(({ id }) => id)
          .sort(),
      )
      expectApart([...drawn, ...picture.together], picture.width)
    }),
    { numRuns: 500 },
  )
})

const day = fc.integer({ min: -700, max: 700 }).map((days) => addDays(today, days))
const anItem = fc
  .record({
    lane: fc.constantFrom<Lane>('growing-up', 'orders', 'support'),
    title: fc.string({ minLength: 1, maxLength: 90 }),
    on: day,
    lasts: fc.option(fc.integer({ min: 0, max: 900 })),
    doubt: fc.option(fc.integer({ min: 1, max: 200 })),
    opens: fc.option(fc.integer({ min: 1, max: 120 })),
  })
  .map(
    ({ lane, title, on, lasts, doubt, opens }): Omit<TimelineItem, 'id'> => ({
      lane,
      title,
      on,
      until: lasts === null ? null : addDays(on, lasts),
      doubt: doubt === null ? null : { from: addDays(on, -doubt), to: addDays(on, doubt) },
      opensOn: opens === null ? null : addDays(on, -opens),
    }),
  )

function expectApart(placed: readonly { y: number; label: Label }[], width: number) {
  for (const [at, { y, label }] of placed.entries()) {
    const said = extentOf(label)
    expect(said.from).toBeGreaterThanOrEqual(0)
    expect(said.to).toBeLessThanOrEqual(width)
    for (const other of placed.slice(at + 1)) {
      if (Math.abs(other.y - y) >= 20) continue
      const next = extentOf(other.label)
      expect(said.to <= next.from || next.to <= said.from).toBe(true)
    }
  }
}

function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <TimelinePicture items={items} picture={pictureOf(items, today, changesCloseTogether)} today={today} />
  )
}
