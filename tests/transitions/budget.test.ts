import fc from 'fast-check'
import { type Db, sql } from '#db/connection.server'
import type { Worker } from '~/access/worker'
import { countsOf } from '~/messages/counts.server'
import { addDays, type CivilDate, civilDate, weekday } from '~/shared/civil-date'
import { LIVE_OF_ONE_PERSON, NEW_IN_A_WEEK } from '~/transitions/budget'
import { decide } from '~/transitions/decide.server'
import { todayCards } from '~/transitions/present'
import { nextOn, type StoredPrompt, withDecisions } from '~/transitions/prompts'
import { transitionsDue } from '~/transitions/queries.server'
import { putInFront, putInFrontOfAll, type TurnRow, turnsAbout } from '~/transitions/turns.server'
import { allocate, anOrganisation, aPersonOf, aPersonWith, aTeam, aWorker, today } from '../support/builders'
import { building, expect, signedInAs, test } from '../support/database'
import { runs } from '../support/runs'
import { aChange, leaveWith } from './some-changes'

/** A Wednesday. */
const wednesday = today
const monday = addDays(today, 5)

/** Somebody of whom the rules find nothing, so that a test's own changes are all there are. */
function aQuietPerson(db: Db, worker: Worker, name = 'Calum') {
  return aPersonWith(db, worker, { born_on: null, given_name: name, pupil: 'no' })
}

async function todayOf(db: Db, worker: Worker, day: CivilDate) {
  await signedInAs(db, worker)
  return todayCards(await transitionsDue(db, worker, day, { limit: 50 }), day)
}

async function shownTo(db: Db, worker: Worker, day: CivilDate): Promise<string[]> {
  const { due } = await todayOf(db, worker, day)
  return due.flatMap(({ prompts }) => prompts.map(({ transitionId }) => transitionId))
}

async function whereItStands(db: Db, worker: Worker, personId: string, day: CivilDate) {
  await signedInAs(db, worker)
  const turns = await turnsAbout(db, worker, personId, day).execute()
  return new Map(turns.map(({ transitionId, ...turn }) => [transitionId, turn]))
}

const decided = (db: Db, id: string, on: CivilDate) =>
  leaveWith(db, id, [{ step: '0', on, done: true }], null)

test('of what falls due together for one person one card shows a day, the nearest change first', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const far = await aChange(db, calum, wednesday, { fallsOn: addDays(wednesday, 60) })
  const near = await aChange(db, calum, wednesday, { fallsOn: addDays(wednesday, 20) })

  const first = await todayOf(db, isla, wednesday)
  const again = await shownTo(db, isla, wednesday)
  const tomorrow = await shownTo(db, isla, addDays(wednesday, 1))

  expect(first.due.flatMap(({ prompts }) => prompts.map(({ transitionId }) => transitionId))).toEqual([near])
  expect(first.waiting.cards.map(({ to, waits, turnOn }) => [to.split('/').at(-1), waits, turnOn])).toEqual([
    [far, 'turn', addDays(wednesday, 1)],
  ])
  expect(again).toEqual([near])
  expect(tomorrow.sort()).toEqual([far, near].sort())
})

test('changes of one period are one card, and one place', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  for (const cluster of ['a', 'a', 'b']) await aChange(db, calum, wednesday, { cluster })

  const { due, waiting } = await todayOf(db, isla, wednesday)

  expect(due.map(({ prompts }) => prompts.length)).toEqual([2])
  expect(waiting.count).toBe(1)
})

test('the fourth waits until one of the three is decided, and then shows the day after one began', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const all: string[] = []
  for (const days of [4, 3, 2, 1]) all.push(await aChange(db, calum, addDays(wednesday, -days)))
  const [one = '', two, three, four = ''] = all
  for (const days of [0, 1]) await shownTo(db, isla, addDays(wednesday, days))
  const friday = addDays(wednesday, 2)

  const before = await shownTo(db, isla, friday)
  const waits = (await whereItStands(db, isla, calum.id, friday)).get(four)
  await decided(db, one, addDays(wednesday, -4))
  const after = await shownTo(db, isla, addDays(friday, 1))

  expect(before).toEqual([one, two, three])
  expect(waits).toMatchObject({ how: null, waits: 'decision', turnOn: null })
  expect(after).toEqual([two, three, four])
})

test('ten new ones begin in a week, and the eleventh on Monday', async ({ db }) => {
  const isla = await aWorker(db)
  const people = []
  for (let nth = 0; nth < 12; nth += 1) people.push(await aQuietPerson(db, isla, `Kit ${nth}`))
  const all = []
  for (const [nth, person] of people.entries())
    all.push(await aChange(db, person, addDays(wednesday, nth - 20)))
  for (const id of all.slice(0, 3)) expect(id).not.toBe('')

  const now = await todayOf(db, isla, wednesday)
  for (const [nth, id] of all.entries()) if (nth < 5) await decided(db, id, addDays(wednesday, nth - 20))
  const sunday = await shownTo(db, isla, addDays(monday, -1))
  const next = await shownTo(db, isla, monday)

  expect(now.due).toHaveLength(NEW_IN_A_WEEK)
  expect(now.waiting.count).toBe(2)
  expect(now.waiting.cards.map(({ turnOn }) => turnOn)).toEqual([monday, monday])
  expect(sunday).toEqual(all.slice(5, 10))
  expect(next).toEqual(all.slice(5))
})

test('a period that was done with and begins again in its week is new again, and who asks twice is given no more', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const thursday = addDays(wednesday, 1)
  const first = await aChange(db, calum, wednesday, { cluster: 'a' })
  for (let nth = 2; nth < NEW_IN_A_WEEK; nth += 1)
    await aChange(db, await aQuietPerson(db, isla, `Kit ${nth}`), wednesday)
  await shownTo(db, isla, wednesday)
  await decided(db, first, wednesday)
  const second = await aChange(db, calum, thursday, { cluster: 'a', fallsOn: addDays(thursday, 1) })
  const other = await aChange(db, await aQuietPerson(db, isla, 'Rory'), thursday)

  const once = await shownTo(db, isla, thursday)
  const twice = await shownTo(db, isla, thursday)

  expect(once).toContain(second)
  expect(once).not.toContain(other)
  expect(twice).toEqual(once)
})

test('what is urgent shows at once, beside all limits', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  for (let nth = 0; nth < 5; nth += 1) await aChange(db, calum, addDays(wednesday, -nth))
  const urgent = []
  for (let nth = 0; nth < 12; nth += 1) urgent.push(await aChange(db, calum, wednesday, { urgent: true }))

  const shown = await shownTo(db, isla, wednesday)

  expect(shown).toEqual(expect.arrayContaining(urgent))
  expect(shown).toHaveLength(13)
})

test('a date that is moved five times does not make it new again', async ({ db }) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const moved = await aChange(db, calum, addDays(wednesday, -9))
  await shownTo(db, isla, wednesday)
  const later: string[] = []
  for (let nth = 0; nth < 12; nth += 1)
    later.push(await aChange(db, await aQuietPerson(db, isla, `Kit ${nth}`), addDays(wednesday, -3)))

  for (const days of [4, 3, 2, 1, 0]) {
    const on = addDays(wednesday, 1 - days)
    await leaveWith(db, moved, [{ step: '0', on }], on)
  }
  const shown = await shownTo(db, isla, addDays(wednesday, 1))

  expect(shown).toContain(moved)
  expect(shown.filter((id) => later.includes(id))).toHaveLength(NEW_IN_A_WEEK - 1)
  const rows = await building(db, () =>
    db.selectFrom('app.card_shown').where('transition_id', '=', moved).select(['how', 'shown_on']).execute(),
  )
  expect(rows).toEqual([{ how: 'turn', shown_on: wednesday }])
})

test('what was put off comes back on its day, before what is new, though the week and the person are full', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const putOff = await aChange(db, calum, addDays(wednesday, -9))
  await shownTo(db, isla, wednesday)
  const back = addDays(wednesday, 9)
  await leaveWith(db, putOff, [{ step: '0', on: addDays(wednesday, -9), back }], back)
  for (let nth = 0; nth < 4; nth += 1) await aChange(db, calum, addDays(wednesday, -5))
  for (let nth = 0; nth < 20; nth += 1) await aChange(db, await aQuietPerson(db, isla), monday)

  const until: string[][] = []
  for (let days = 0; days <= 9; days += 1) until.push(await shownTo(db, isla, addDays(wednesday, days)))

  expect(until.slice(0, 9).flat()).not.toContain(putOff)
  expect(until[9]).toContain(putOff)
  expect((await todayOf(db, isla, back)).due.filter(({ personId }) => personId === calum.id)).toHaveLength(3)
})

test.for([
  ['the clocks go back', '2026-10-22'],
  ['the clocks go forward', '2027-03-25'],
] as const)(
  'what is not safe to raise comes back a week on while %s, and is raised its days of grace after that',
  async ([, on], { db }) => {
    const day = civilDate(on)
    const organisation = await anOrganisation(db)
    const isla = await aWorker(db, { organisation })
    const maggie = await aWorker(db, { organisation, role: 'team-manager' })
    const { id: team_id } = await aTeam(db, organisation, [maggie])
    const calum = await aPersonWith(db, isla, { born_on: null, pupil: 'no', team_id })
    const transitionId = await aChange(db, calum, day)
    await shownTo(db, isla, day)
    const said = {
      step: '0',
      kind: 'not-now',
      reason: 'not-safe-to-raise-now',
      note: '',
      backOn: null,
      version: 1,
    } as const

    await decide(db, isla, { personId: calum.id, transitionId }, { ...said, useful: null }, day)
    const shown = []
    for (const days of [6, 7]) shown.push(await shownTo(db, isla, addDays(day, days)))
    const raised = []
    for (const days of [13, 14]) raised.push(await shownTo(db, maggie, addDays(day, days)))

    expect(shown).toEqual([[], [transitionId]])
    expect(raised).toEqual([[], [transitionId]])
  },
)

test('what was put off and whose date moved further on meanwhile comes on its new day, and is not new', async ({
  db,
}) => {
  const isla = await aWorker(db)
  const calum = await aQuietPerson(db, isla)
  const id = await aChange(db, calum, wednesday)
  await shownTo(db, isla, wednesday)
  const putOff = {
    step: '0',
    covers: [],
    kind: 'not-now',
    backOn: addDays(wednesday, 7),
    round: null,
  } as const
  const later = addDays(wednesday, 12)

  const prompts = withDecisions([{ step: '0', on: later }], [putOff])
  await leaveWith(db, id, prompts, nextOn(prompts))
  const shown = []
  for (const day of [addDays(wednesday, 7), addDays(later, -1), later])
    shown.push(await shownTo(db, isla, day))

  expect(shown).toEqual([[], [], [id]])
})

test('somebody who takes over sees at once what was shown before them, and it is not new', async ({ db }) => {
  const day = civilDate('2024-03-04')
  const organisation = await anOrganisation(db)
  const isla = await aWorker(db, { organisation })
  const kit = await aWorker(db, { organisation })
  const people = []
  for (let nth = 0; nth < 12; nth += 1) people.push(await aQuietPerson(db, isla))
  for (const person of people) await aChange(db, person, day)
  const before = [await shownTo(db, isla, day), await shownTo(db, isla, addDays(day, 7))]

  await building(db, () =>
    db.updateTable('app.allocation').set({ ends_at: new Date() }).where('worker_id', '=', isla.id).execute(),
  )
  for (const person of people) await allocate(db, person, kit)
  const own = await aChange(db, await aQuietPerson(db, kit), addDays(day, 8))
  const after = await shownTo(db, kit, addDays(day, 8))

  expect(before.map((shown) => shown.length)).toEqual([10, 12])
  expect(after.sort()).toEqual([...(before[1] ?? []), own].sort())
})

test('the line for everybody at school is one, and new for nobody', async ({ db }) => {
  const isla = await aWorker(db)
  const pupils = []
  for (let nth = 0; nth < 14; nth += 1) pupils.push(await aQuietPerson(db, isla, `Kit ${nth}`))
  for (const pupil of pupils)
    await aChange(db, pupil, wednesday, { rule: 'SEASON', occurrence: 'christmas 2026/27', scope: 4 })
  const [first] = pupils
  if (first) for (let nth = 0; nth < 3; nth += 1) await aChange(db, first, addDays(wednesday, -1))

  const { due, folded, waiting } = await todayOf(db, isla, wednesday)

  expect(folded.map(({ title, people }) => [title, people.length])).toEqual([
    ['School stops for Christmas', 14],
  ])
  expect(due).toHaveLength(1)
  expect(waiting.count).toBe(2)
})

test('a manager is shown what waited for its days of grace from when it was shown, once, until it is decided', async ({
  db,
}) => {
  const organisation = await anOrganisation(db)
  const isla = await aWorker(db, { organisation })
  const maggie = await aWorker(db, { organisation, role: 'team-manager' })
  const { id: team_id } = await aTeam(db, organisation, [maggie])
  const calum = await aPersonWith(db, isla, { born_on: null, pupil: 'no', team_id })
  const on = addDays(wednesday, -40)
  const late = await aChange(db, calum, on)
  const first = await todayOf(db, isla, wednesday)
  const grace = 7

  const dayBefore = await shownTo(db, maggie, addDays(wednesday, grace - 1))
  const onTheDay = await shownTo(db, maggie, addDays(wednesday, grace))
  await leaveWith(db, late, [{ step: '0', on: addDays(wednesday, 2) }], addDays(wednesday, 2))
  const moved = await shownTo(db, maggie, addDays(wednesday, grace))
  const told = await todayOf(db, isla, addDays(wednesday, grace))
  await decided(db, late, on)
  const settled = await shownTo(db, maggie, addDays(wednesday, grace))

  expect(first.due[0]?.prompts[0]?.raisedOn).toBe(addDays(wednesday, grace))
  expect(dayBefore).toEqual([])
  expect(onTheDay).toEqual([late])
  expect(moved).toEqual([late])
  expect(told.due).toHaveLength(1)
  expect(settled).toEqual([])
})

test('what nobody opens is put in front of its worker all the same, and its days of grace count', async ({
  db,
}) => {
  const organisation = await anOrganisation(db)
  const isla = await aWorker(db, { organisation })
  const maggie = await aWorker(db, { organisation, role: 'team-manager' })
  const { id: team_id } = await aTeam(db, organisation, [maggie])
  const calum = await aPersonWith(db, isla, { born_on: null, pupil: 'no', team_id })
  const late = await aChange(db, calum, wednesday)
  const nobodys = await aChange(
    db,
    await aPersonOf(db, organisation.id, { born_on: null, pupil: 'no', team_id }),
    wednesday,
  )

  await building(db, () => putInFrontOfAll(db, organisation.id, wednesday))
  const manager = await shownTo(db, maggie, addDays(wednesday, 7))

  expect(manager.sort()).toEqual([late, nobodys].sort())
})

type Day = { decide: number; putOff: number }
type Caseload = {
  people: number
  changes: { of: number; on: number; far: number; urgent: boolean; cluster: number }[]
  days: Day[]
}

const caseloads: fc.Arbitrary<Caseload> = fc.record({
  people: fc.integer({ min: 1, max: 6 }),
  changes: fc.array(
    fc.record({
      of: fc.nat(),
      on: fc.integer({ min: -30, max: 12 }),
      far: fc.integer({ min: -5, max: 90 }),
      urgent: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      cluster: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 10, maxLength: 40 },
  ),
  days: fc.array(
    fc.record({ decide: fc.integer({ min: 0, max: 3 }), putOff: fc.integer({ min: 0, max: 1 }) }),
    {
      minLength: 15,
      maxLength: 15,
    },
  ),
})

test('whatever a caseload brings, no limit is passed, nothing is lost, and all of it shows in the end', async ({
  db,
}) => {
  await fc.assert(
    fc.asyncProperty(caseloads, (given) => liveThrough(db, given)),
    runs(20),
  )
})

async function liveThrough(db: Db, { people, changes, days }: Caseload): Promise<void> {
  const isla = await aWorker(db)
  const persons = []
  for (let nth = 0; nth < people; nth += 1) persons.push(await aQuietPerson(db, isla))
  const held = new Map<string, { prompts: StoredPrompt[]; urgent: boolean; personId: string; card: string }>()
  for (const { of, on, far, urgent, cluster } of changes) {
    const person = persons[of % people]
    if (!person) continue
    const day = addDays(wednesday, on)
    const name = cluster === 0 ? null : `${cluster}`
    const id = await aChange(db, person, day, { urgent, cluster: name, fallsOn: addDays(day, far) })
    held.set(id, {
      prompts: [{ step: '0', on: day }],
      urgent,
      personId: person.id,
      card: `${person.id} ${name ?? id}`,
    })
  }
  await signedInAs(db, isla)
  const everShown = new Set<string>()
  const newInWeek = new Map<CivilDate, number>()
  for (
    let nth = 0;
    nth < 200 && [...held.values()].some(({ prompts }) => nextOn(prompts) !== null);
    nth += 1
  ) {
    const day = addDays(wednesday, nth)
    const turns = await turnsOn(db, isla, day)
    const due = [...held].filter(([, { prompts }]) => (nextOn(prompts) ?? '9') <= day)
    // Nothing is lost.
    expect(turns.map((turn) => turn.transition_id).sort()).toEqual(due.map(([id]) => id).sort())

    const shown = turns.filter(({ how }) => how !== null)
    const urgentCards = new Set(due.filter(([, { urgent }]) => urgent).map(([, { card }]) => card))
    const cardsOf = (rows: TurnRow[]) => [
      ...new Set(rows.map((row) => held.get(row.transition_id)?.card ?? '')),
    ]
    for (const card of urgentCards) expect(cardsOf(shown)).toContain(card)
    const calm = cardsOf(shown).filter((card) => !urgentCards.has(card))
    for (const { id } of persons)
      expect(calm.filter((card) => card.startsWith(id)).length).toBeLessThanOrEqual(LIVE_OF_ONE_PERSON)

    const begun = cardsOf(shown.filter(({ how }) => how === 'turn'))
    for (const { id } of persons)
      expect(begun.filter((card) => card.startsWith(id)).length).toBeLessThanOrEqual(1)
    const week = addDays(day, -((weekday(day) + 6) % 7))
    newInWeek.set(week, (newInWeek.get(week) ?? 0) + begun.length)
    expect(newInWeek.get(week)).toBeLessThanOrEqual(NEW_IN_A_WEEK)

    // What began is what fell due first of those who could begin.
    const dayOf = (id: string) => nextOn(held.get(id)?.prompts ?? []) ?? ''
    const beginners = new Set(shown.filter(({ how }) => how === 'turn').map((row) => row.person_id))
    const firsts = begun.map(
      (card) => [...due].flatMap(([id, each]) => (each.card === card ? [dayOf(id)] : [])).sort()[0] ?? '',
    )
    for (const row of turns.filter(({ waits, person_id }) => waits === 'turn' && !beginners.has(person_id)))
      for (const first of firsts) expect(dayOf(row.transition_id) >= first).toBe(true)

    // Asked again it is the same, and nothing begins twice.
    const again = await turnsOn(db, isla, day)
    expect(
      again
        .filter(({ how }) => how !== null)
        .map((row) => row.transition_id)
        .sort(),
    ).toEqual(shown.map((row) => row.transition_id).sort())
    for (const row of shown) everShown.add(row.transition_id)

    const { decide, putOff } = days[nth % days.length] ?? { decide: 1, putOff: 0 }
    for (const row of shown.slice(0, nth < 15 ? decide : decide + 1)) await settle(db, held, row, null)
    const isEarly = nth < 15
    for (const row of isEarly ? shown.slice(-putOff || shown.length) : [])
      await settle(db, held, row, addDays(day, 7))
  }
  expect([...everShown].sort()).toEqual([...held.keys()].sort())
}

async function settle(
  db: Db,
  held: Map<string, { prompts: StoredPrompt[] }>,
  { transition_id }: TurnRow,
  back: CivilDate | null,
): Promise<void> {
  const one = held.get(transition_id)
  const [prompt] = one?.prompts ?? []
  if (!one || !prompt || prompt.done) return
  one.prompts = [{ ...prompt, ...(back ? { back } : { done: true as const }) }]
  await leaveWith(db, transition_id, one.prompts, nextOn(one.prompts))
}

async function turnsOn(db: Db, worker: Worker, day: CivilDate): Promise<TurnRow[]> {
  const { rows } = await sql<TurnRow>`select * from ${putInFront(worker, day)}`.execute(db)
  return rows
}

test('mail counts what Today shows, for a worker and for a manager', { timeout: 1_200_000 }, async ({
  db,
}) => {
  await fc.assert(
    fc.asyncProperty(caseloads, async ({ people, changes }) => {
      const organisation = await anOrganisation(db)
      const isla = await aWorker(db, { organisation })
      const maggie = await aWorker(db, { organisation, role: 'team-manager' })
      const { id: team_id } = await aTeam(db, organisation, [maggie])
      const nobodys = { born_on: null, pupil: 'no', team_id } as const
      const persons = []
      for (let nth = 0; nth < people; nth += 1)
        persons.push(
          nth % 3 === 2
            ? await aPersonOf(db, organisation.id, nobodys)
            : await aPersonWith(db, nth % 5 === 4 ? maggie : isla, nobodys),
        )
      const seasons = new Set<string>()
      for (const [nth, { of, on, far, urgent, cluster }] of changes.entries()) {
        const person = persons[of % people]
        if (!person) continue
        const day = addDays(wednesday, on)
        const occurrence = `christmas ${of % 2}`
        const isSeason = cluster === 3 && !seasons.has(`${person.id} ${occurrence}`)
        if (isSeason) seasons.add(`${person.id} ${occurrence}`)
        await aChange(db, person, day, {
          ...{ urgent: urgent && !isSeason, cluster: `${nth % 4}`, fallsOn: addDays(day, far) },
          ...(isSeason && { rule: 'SEASON', occurrence, scope: 4 }),
        })
      }

      for (const day of [wednesday, addDays(wednesday, 9)]) {
        const counted = await building(db, () => countsOf(db, organisation.id, 'morning', day))
        const decide = (who: Worker) =>
          counted.find(({ workerId }) => workerId === who.id)?.counts.decide ?? 0
        const shown: number[] = []
        for (const who of [isla, maggie]) {
          const { due, folded } = await todayOf(db, who, day)
          shown.push(due.filter(({ ledBy }) => !ledBy).length + folded.length)
        }
        expect([decide(isla), decide(maggie)]).toEqual(shown)
      }
    }),
    { ...runs(10), endOnFailure: true },
  )
})
