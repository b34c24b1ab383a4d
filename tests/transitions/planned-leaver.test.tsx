import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { civilDate } from '~/shared/civil-date'
import { ComingList } from '~/transitions/coming-list'
import type { HeldCover } from '~/transitions/cover'
import { listedPeople } from '~/transitions/listed-people'
import { comingItems, nextThing, todayCards } from '~/transitions/present'
import type { HeldTransition } from '~/transitions/queries.server'
import { timelineItems } from '~/transitions/timeline-items'
import { TodayList } from '~/transitions/today-list'

const today = civilDate('2027-01-04')
const bornOn = civilDate('2010-03-01')

/** Could leave by law last summer, and plans to stay until the next. */
const planned = {
  id: 'leaving',
  rule: 'SCHOOL_LEAVING',
  date: civilDate('2026-05-31'),
  certainty: 'statutory-derived',
  because: 'planned 2027-06-25',
  overBecause: null,
  prompts: [{ step: '-26w', on: civilDate('2026-12-25') }],
  nextOn: civilDate('2026-12-25'),
  decisions: [],
} as const

const bothDays = 'By law from Sunday 31 May 2026; they plan to leave on Friday 25 June 2027, in 172 days'

test('a planned leaver’s day by law is never read as the day that the steps count from', () => {
  const row = {
    ...planned,
    personId: 'p',
    name: 'Kyle',
    bornOn,
    cluster: null,
    restsOnOld: false,
    mayDecide: true,
  }
  const { due } = todayCards([row], today)

  const list = renderToStaticMarkup(<TodayList cards={due} today={today} label="Due" />)

  expect(list).toContain(`<b>Can leave school.</b> ${bothDays}.`)
  expect(list).toContain('Leaving school is about six months away.')
  expect(nextThing('p', [planned], bornOn, today)?.says).toBe(`Can leave school. ${bothDays}.`)
})

test('it is listed among what is coming, by the planned day, until they have left', () => {
  const coming = renderToStaticMarkup(
    <ComingList items={comingItems('p', [planned], bornOn)} today={today} />,
  )
  const left = { ...planned, overBecause: 'They have left school' }
  const passed = renderToStaticMarkup(<ComingList items={comingItems('p', [left], bornOn)} today={today} />)

  expect(coming).toContain(bothDays)
  expect(coming).not.toContain('<details')
  expect(passed).toContain('Passed (1)')
  expect(passed).not.toContain('they plan to leave')
})

test('a caseload says which of the two days comes next', () => {
  const row = {
    id: 'p',
    name: 'Kyle',
    bornOn,
    worker: 'Isla',
    showsWorker: true,
    closedOn: null,
    isDue: true,
  }
  const { because, overBecause, certainty, date, rule } = planned

  const [listed] = listedPeople([{ ...row, next: { because, overBecause, certainty, date, rule } }])

  expect(listed?.next).toEqual({ title: 'Plans to leave school', date: '2027-06-25', isDue: true })
})

const nothingHeld: HeldCover = {
  reads: 0,
  pupil: 'unknown',
  openedOn: civilDate('2026-01-05'),
  closedOn: null,
  facts: [],
  ends: [],
  workers: [],
  places: [],
  booked: [],
  sessions: [],
  referredFor: [],
}

test('the picture shows both days, and the window to look ahead lies before the planned one', () => {
  const [byLaw, plan] = timelineItems(
    { id: 'p', bornOn, facts: [] },
    [planned as unknown as HeldTransition],
    nothingHeld,
    [],
    civilDate('2026-06-01'),
  )

  expect(byLaw).toMatchObject({ title: 'Can leave school', on: '2026-05-31', opensOn: null })
  expect(plan).toMatchObject({ title: 'Plans to leave school', on: '2027-06-25', opensOn: '2027-04-02' })
})

test('what waits now is not shown as decided, though an earlier step was', () => {
  const decided = { ...planned, decisions: [{ kind: 'acted' as const }] }
  const listed = (day: string) =>
    renderToStaticMarkup(<ComingList items={comingItems('p', [decided], bornOn)} today={civilDate(day)} />)

  expect(listed('2026-12-24')).toContain('Acted on')
  expect(listed('2026-12-25')).not.toContain('Acted on')
})
