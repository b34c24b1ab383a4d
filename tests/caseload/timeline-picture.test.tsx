import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { inPicture, type Lane, type TimelineItem } from '~/caseload/timeline'
import { extentOf, type Label, pictureOf } from '~/caseload/timeline-layout'
import { TimelinePicture } from '~/caseload/timeline-picture'
import { changesCloseTogether } from '~/caseload/words'
import { addDays, addMonths, type CivilDate, civilDate, daysBetween } from '~/shared/civil-date'
import { runs } from '../support/runs'

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
    { ids: ['order', 'eighteen', 'court'], label: { text: 'Three changes close together · no plan yet' } },
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

test('what is not planned says so, and what is has a tick', () => {
  const change = (isPlanned: boolean): TimelineItem => ({
    id: 'eighteen',
    lane: 'growing-up',
    title: 'Turns 18',
    opensOn: civilDate('2026-12-15'),
    on: civilDate('2027-03-09'),
    isPlanned,
  })

  const [open, openList] = renderToStaticMarkup(<Timeline items={[change(false)]} />).split('</svg>')
  const [planned, plannedList] = renderToStaticMarkup(<Timeline items={[change(true)]} />).split('</svg>')

  expect(open).toContain('no plan yet')
  expect(open).toContain('bracket no-plan')
  expect(openList).toContain('no plan yet')
  expect(planned).not.toContain('no plan yet')
  expect(planned).toContain('class="tick"')
  expect(plannedList).toContain('a plan is made')
})

test('of two changes close together it says for how many there is no plan', () => {
  const change = (id: string, isPlanned: boolean): TimelineItem => ({
    id,
    lane: 'orders',
    title: id,
    opensOn: civilDate('2026-12-15'),
    on: civilDate('2027-03-09'),
    isPlanned,
  })
  const together = (...planned: boolean[]) =>
    pictureOf(
      planned.map((isPlanned, at) => change(String(at), isPlanned)),
      today,
      changesCloseTogether,
    ).together[0]

  expect(together(true, false)?.label.text).toBe('Two changes close together · no plan yet for one')
  expect(together(true, true)).toMatchObject({
    isPlanned: true,
    label: { text: 'Two changes close together' },
  })
})

test('a gap is hatched, says its days beside the shade, and stands in the list', () => {
  const items: TimelineItem[] = [
    {
      id: 'gap',
      lane: 'support',
      title: '19 days without support',
      on: civilDate('2026-10-01'),
      until: civilDate('2026-10-20'),
      gap: { kind: 'support', says: '19 days without support: 1 October to 20 October.' },
    },
  ]

  const [picture, list] = renderToStaticMarkup(<Timeline items={items} />).split('</svg>')

  expect(picture).toContain('url(#hatch-support)')
  expect(picture).toContain('>19 days without support<')
  expect(list).toContain('19 days without support: 1 October to 20 October.')
  expect(list).toContain('<li class="gap">19 days without support')
})

test('what goes on is drawn as far as today, with an arrow, and said in the list', () => {
  const items: TimelineItem[] = [
    { id: 'football', lane: 'support', title: 'Football', on: civilDate('2026-05-01'), endless: 'goes-on' },
  ]

  const [bar] = pictureOf(items, today, changesCloseTogether).lanes.flatMap(({ marks }) => marks)
  const [picture, list] = renderToStaticMarkup(<Timeline items={items} />).split('</svg>')

  expect((bar?.bar?.x ?? 0) + (bar?.bar?.width ?? 0)).toBeCloseTo(
    pictureOf(items, today, changesCloseTogether).today,
    0,
  )
  expect(picture).toContain('arrow')
  expect(list).toContain('It goes on')
})

test('sessions are ticks, and the list counts those within the picture', () => {
  const cameOn = ['2024-01-01', '2026-10-01', '2026-10-08'].map(civilDate)

  const [picture, list] = renderToStaticMarkup(<Timeline items={[]} cameOn={cameOn} />).split('<div')

  expect(pictureOf([], today, changesCloseTogether, cameOn).lanes.at(-1)?.ticks).toHaveLength(2)
  expect(picture).toBeDefined()
  expect(list).toContain('Two, from 1 October 2026 to 8 October 2026')
})

test('it is drawn by attributes alone, since the policy of the page allows no style within it', () => {
  const page = renderToStaticMarkup(
    <Timeline
      items={[{ id: 'eighteen', lane: 'growing-up', title: 'Turns 18', on: civilDate('2027-03-09') }]}
    />,
  )

  expect(page).not.toContain('style=')
})

test('no label lies on another, and nothing beyond the edge, whatever the life', () => {
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
      for (const { bar, bracket, x } of drawn) {
        for (const shape of [bar, bracket]) {
          expect(shape?.x ?? picture.left).toBeGreaterThanOrEqual(picture.left)
          expect((shape?.x ?? 0) + (shape?.width ?? 0)).toBeLessThanOrEqual(picture.width)
        }
        expect(bar?.width ?? 4).toBeGreaterThanOrEqual(4)
        expect(x ?? picture.left).toBeGreaterThanOrEqual(picture.left)
      }
    }),
    runs(400),
  )
})

test('doubt is as wide as the days in which it may be', () => {
  const width = (days: number) =>
    pictureOf(
      [
        {
          id: 'release',
          lane: 'orders',
          title: 'Release',
          on: today,
          doubt: { from: addDays(today, -days), to: addDays(today, days) },
        },
      ],
      today,
      changesCloseTogether,
    ).lanes.flatMap(({ marks }) => marks)[0]?.bar?.width ?? 0
  const all = daysBetween(addMonths(today, -18), addMonths(today, 18))
  const aDay = (990 - 128) / all

  for (const days of [7, 14, 60, 180]) expect(width(days)).toBeCloseTo(2 * days * aDay, 0)
})

test('a day beyond the edge is not drawn as a diamond on it', () => {
  const beyond: TimelineItem = {
    id: 'release',
    lane: 'orders',
    title: 'Release',
    on: addMonths(today, 19),
    doubt: { from: addMonths(today, 17), to: addMonths(today, 21) },
  }

  const [mark] = pictureOf([beyond], today, changesCloseTogether).lanes.flatMap(({ marks }) => marks)

  expect(mark).toMatchObject({ x: null, bar: { kind: 'doubt' } })
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
    endless: fc.option(fc.constantFrom('goes-on' as const, 'not-known' as const)),
    isPlanned: fc.boolean(),
    isGap: fc.boolean(),
  })
  .map(
    ({ lane, title, on, lasts, doubt, opens, endless, isPlanned, isGap }): Omit<TimelineItem, 'id'> => ({
      lane,
      title,
      on,
      until: lasts === null ? null : addDays(on, lasts),
      doubt: doubt === null ? null : { from: addDays(on, -doubt), to: addDays(on, doubt) },
      opensOn: opens === null ? null : addDays(on, -opens),
      ...(endless !== null && { endless }),
      ...(isGap && lasts && { gap: { kind: 'support' as const, says: title }, title: title.slice(0, 40) }),
      isPlanned,
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

function Timeline({ items, cameOn = [] }: { items: readonly TimelineItem[]; cameOn?: readonly CivilDate[] }) {
  return (
    <TimelinePicture
      items={items}
      sessions={{ cameOn, to: '/people/p/sessions' }}
      picture={pictureOf(items, today, changesCloseTogether, cameOn)}
      today={today}
    />
  )
}
