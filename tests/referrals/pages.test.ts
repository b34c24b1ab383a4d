import { addDays } from '~/shared/civil-date'
import { built, tokenFor } from '../security/committed'
import { aRealServer, type RealServer, today } from '../security/real-server'
import { expect, type TestDatabase, test } from '../support/database'
import { aCast, aReferralThatIs, aSentReferral, type Cast, eventsOf, heldReferral } from './a-referral'

test('a referral is written, looked at, sent, accepted from the list and seen on both sides as the same', async ({
  database,
}) => {
  const { cast, isla, staff, server } = await aHouse(database)
  const at = `/people/${cast.calum.id}/referrals`
  const form = await server.get(`${at}/new?programme=${cast.programme.id}`, isla)

  expect(form.status).toBe(200)
  expect(form.text.indexOf('Would you share this even if Cal said no?')).toBeGreaterThan(0)
  expect(form.text.indexOf('Would you share this even if Cal said no?')).toBeLessThan(
    form.text.indexOf('If you say yes'),
  )
  expect(form.text).not.toContain('07700 900222')

  const written = await server.post(`${at}/new`, isla, { ...said(cast), [`way.${cast.ways.safe}`]: 'yes' })
  const draftAt = String(written.headers.location)
  expect([written.status, draftAt.startsWith(at)]).toEqual([303, true])
  const draft = await server.get(draftAt, isla)
  const sent = await server.post(draftAt, isla, { act: 'send', version: '1' })
  expect(sent.status).toBe(303)

  const referralId = draftAt.slice(at.length + 1)
  const list = await server.get('/inbox', staff)
  expect(list.text).toContain('Answer by Thu 3 Dec')
  const opened = await server.get(`/inbox/${referralId}`, staff)
  const tracked = await server.get(draftAt, isla)
  expect(shown(opened.text)).toBe(shown(draft.text))
  expect(shown(tracked.text)).toBe(shown(draft.text))
  expect(shown(draft.text)).toContain('To build a bike')
  for (const page of [opened.text, list.text])
    for (const word of ['Reid', '900222', cast.calum.id]) expect(page).not.toContain(word)

  const accepted = await server.post(`/inbox/${referralId}`, staff, {
    act: 'accept',
    version: '2',
    'onDay.accept': '2026-11-28',
    'atTime.accept': '10:00',
    'place.accept': 'The garage',
  })
  expect([accepted.status, accepted.headers.location]).toEqual([303, '/inbox'])
  const booked = await server.get(draftAt, isla)
  expect(booked.text).toContain('First meeting, Sat 28 Nov, 10:00, The garage')
  expect(await eventsMade(database, referralId)).toEqual(['move', 'seen', 'move', 'move'])
  await server.stop()
})

test('every thing to be mended is said at once, and all that was typed comes back', async ({ database }) => {
  const { cast, isla, server } = await aHouse(database)
  const at = `/people/${cast.calum.id}/referrals/new?programme=${cast.programme.id}`

  const back = await server.post(at, isla, {
    ...said(cast),
    hopes: '',
    anyway: 'yes',
    told: 'That we must',
    'share.offence': 'yes',
    'says.offence': 'One thing in June',
  })

  expect(back.status).toBe(422)
  for (const words of [
    'Enter what they want',
    'Choose what you are leaning on',
    'Enter why they must know',
    'Say why they must know',
  ])
    expect(back.text).toContain(words)
  expect(back.text).toContain('>That we must</textarea>')
  expect(back.text).toContain('>One thing in June</textarea>')
  await server.stop()
})

test('where it would be shared all the same, what a browser sent of consent is not read', async ({
  database,
}) => {
  const { cast, isla, server } = await aHouse(database)
  const at = `/people/${cast.calum.id}/referrals`
  const duty = {
    anyway: 'yes',
    basis: 'public-task',
    because: 'They need to plan',
    told: 'Told him',
    views: 'Shrugged',
  }
  const written = await server.post(`${at}/new`, isla, { ...said(cast), ...duty, agreed: 'not-asked' })
  const draftAt = String(written.headers.location)

  await server.post(draftAt, isla, { act: 'send', version: '1' })

  const page = await server.get(draftAt, isla)
  expect(page.text).toContain('It is our public task')
  expect(page.text).toContain('Cal has not been asked yet')
  expect(page.text).not.toContain('It was their choice')
  await server.stop()
})

test('a page that is out of date answers 409 with what stands and what was typed', async ({ database }) => {
  const { cast, staff, server } = await aHouse(database)
  const referralId = await built(database, (db) => aReferralThatIs(db, cast, 'accepted'))

  const late = await server.post(`/inbox/${referralId}`, staff, {
    act: 'decline',
    version: '2',
    'reason.decline': 'full',
    'note.decline': 'We filled up on Friday & are sorry',
  })

  expect(late.status).toBe(409)
  expect(late.text).toContain('This referral has moved on while you were writing')
  expect(late.text).toContain('>Accepted<')
  expect(late.text).toContain('We filled up on Friday &amp; are sorry</textarea>')
  expect((await built(database, (db) => heldReferral(db, referralId))).status).toBe('accepted')
  await server.stop()
})

test('what was taken back meanwhile is gone, and what was being written is not lost', async ({
  database,
}) => {
  const { cast, isla, staff, server } = await aHouse(database)
  const referralId = await built(database, (db) => aSentReferral(db, cast))
  const at = `/people/${cast.calum.id}/referrals/${referralId}`
  await server.post(at, isla, { act: 'withdraw', version: '2', 'reason.withdraw': 'changed-their-mind' })

  const late = await server.post(`/inbox/${referralId}`, staff, {
    act: 'ask',
    version: '2',
    'note.ask': 'Has he tools?',
  })
  const after = await server.get(`/inbox/${referralId}`, staff)
  const list = await server.get('/inbox', staff)

  expect([late.status, after.status, list.status]).toEqual([409, 200, 200])
  expect(late.text).toContain('Has he tools?')
  expect(list.text).toContain('One was taken back on')
  for (const { text } of [late, after, list]) {
    for (const word of ['Cal', 'bike', '07700', 'changed', 'mind']) expect(text).not.toContain(word)
  }
  expect((await server.get(at, isla)).text).toContain('They changed their mind')
  await server.stop()
})

test('a form that is sent five times at once has one effect and one answer', async ({ database }) => {
  const { cast, isla, staff, server } = await aHouse(database)
  const draftId = await built(database, (db) => aReferralThatIs(db, cast, 'draft'))
  const at = `/people/${cast.calum.id}/referrals/${draftId}`
  const sent = await fiveTimes(server, at, isla, { act: 'send', version: '1' })
  const answered = await fiveTimes(server, `/inbox/${draftId}`, staff, {
    act: 'ask',
    version: '2',
    'note.ask': 'Which day?',
  })

  expect(new Set(sent.map(({ status, headers }) => `${status} ${headers.location}`))).toEqual(
    new Set([`303 ${at}`]),
  )
  expect(new Set(answered.map(({ status, headers }) => `${status} ${headers.location}`))).toEqual(
    new Set(['303 /inbox']),
  )
  expect(await eventsMade(database, draftId)).toEqual(['move', 'move'])
  await server.stop()
})

test('a draft that somebody changed meanwhile shows both, and keeps what was typed', async ({ database }) => {
  const { cast, isla, server } = await aHouse(database)
  const draftId = await built(database, (db) => aReferralThatIs(db, cast, 'draft'))
  const at = `/people/${cast.calum.id}/referrals/new?change=${draftId}`
  const change = { ...said(cast), changeId: draftId, version: '1' }
  expect((await server.get(at, isla)).text).toContain('To build a bike and sell it</textarea>')

  const first = await server.post(at, isla, { ...change, hopes: 'To weld' })
  const second = await server.post(at, isla, { ...change, hopes: 'To paint one green' })

  expect([first.status, second.status]).toEqual([303, 409])
  expect(second.text).toContain('To weld')
  expect(second.text).toContain('To paint one green</textarea>')
  expect(second.text).toContain('This was changed while you were writing')
  expect(second.text).toMatch(/name="version" value="2"/)
  await server.stop()
})

test('after a no the next options stand there, and the form carries over what was written', async ({
  database,
}) => {
  const { cast, isla, server } = await aHouse(database)
  const other = await built(database, async (db) => (await aCast(db)).programme)
  const referralId = await built(database, (db) => aReferralThatIs(db, cast, 'declined'))
  const at = `/people/${cast.calum.id}/referrals`

  const page = await server.get(`${at}/${referralId}`, isla)
  const next = await server.get(`${at}/new?programme=${other.id}&follows=${referralId}`, isla)

  expect(page.text).toContain(`follows=${referralId}`)
  expect(next.text).toContain('To build a bike and sell it</textarea>')
  expect(next.text).toContain('We carried over what you wrote')
  expect(next.text).not.toMatch(/name="anyway"[^>]*checked/)
  const made = await server.post(`${at}/new`, isla, {
    ...said(cast),
    programmeId: other.id,
    followsId: referralId,
  })
  expect(made.status).toBe(303)
  expect((await server.get(`${at}/${referralId}`, isla)).text).toContain(
    'The referral that goes on from this',
  )
  await server.stop()
})

test('sharing goes on by another decision, and by none that is not whole', async ({ database }) => {
  const { cast, isla, server } = await aHouse(database)
  const referralId = await built(database, (db) => aReferralThatIs(db, cast, 'started'))
  const at = `/people/${cast.calum.id}/referrals/${referralId}`
  const decision = {
    anyway: 'no',
    said: 'yes',
    saidBy: 'themself',
    theirWords: 'Still fine',
    saidOn: today,
    until: addDays(today, 170),
  }

  const wrong = await server.post(at, isla, { act: 'keep-sharing', ...decision, theirWords: '' })
  const kept = await server.post(at, isla, { act: 'keep-sharing', ...decision })

  expect([wrong.status, kept.status]).toEqual([422, 303])
  const page = await server.get(at, isla)
  expect(page.text).toContain('Still fine')
  expect(page.text).toContain('Sharing goes on')
  await server.stop()
})

test('of what has ended, sharing is stopped with one press; what goes on is taken back instead', async ({
  database,
}) => {
  const { cast, isla, staff, server } = await aHouse(database)
  const referralId = await built(database, (db) => aReferralThatIs(db, cast, 'declined'))
  const at = `/people/${cast.calum.id}/referrals/${referralId}`
  expect((await server.get(`/inbox/${referralId}`, staff)).status).toBe(200)

  const stopped = await server.post(at, isla, { act: 'end-sharing' })

  expect(stopped.status).toBe(303)
  expect((await server.get(`/inbox/${referralId}`, staff)).status).toBe(404)
  expect((await server.get(at, isla)).text).toContain('They see nothing of this now.')
  const open = await built(database, (db) => aSentReferral(db, cast))
  const tried = await server.post(`/people/${cast.calum.id}/referrals/${open}`, isla, { act: 'end-sharing' })
  expect([tried.status, (await server.get(`/inbox/${open}`, staff)).status]).toEqual([404, 200])
  await server.stop()
})

test('the names of people and what they want stand in no title and no address', async ({ database }) => {
  const { cast, isla, staff, server } = await aHouse(database)
  const referralId = await built(database, (db) => aSentReferral(db, cast))
  const at = `/people/${cast.calum.id}/referrals`
  const pages: [string, string][] = [
    [`${at}/new?programme=${cast.programme.id}`, isla],
    [`${at}/${referralId}`, isla],
    ['/referrals', isla],
    ['/inbox', staff],
    [`/inbox/${referralId}`, staff],
  ]

  for (const [path, token] of pages) {
    const { status, text } = await server.get(path, token)
    const told = [
      path,
      /<title>(.*?)<\/title>/.exec(text)?.[1],
      ...[...text.matchAll(/href="([^"]*)"/g)].map(([, to]) => to),
    ]
    expect([status, told.filter((each) => /Cal|Reid|bike|0770|Garage/i.test(each ?? ''))]).toEqual([200, []])
  }
  await server.stop()
})

test('another person’s address, and another worker, get the one answer', async ({ database }) => {
  const { cast, staff, isla, server } = await aHouse(database)
  const stranger = await built(database, (db) => aCast(db))
  const referralId = await built(database, (db) => aSentReferral(db, cast))
  const strangers = await tokenFor(database, stranger.isla)
  const otherStaff = await tokenFor(database, stranger.staff)
  const at = `/people/${cast.calum.id}/referrals/${referralId}`

  const answers = [
    await server.get(at, strangers),
    await server.get(at, staff),
    await server.get(`/people/${stranger.calum.id}/referrals/${referralId}`, isla),
    await server.get(`/inbox/${referralId}`, isla),
    await server.get(`/inbox/${referralId}`, otherStaff),
    await server.post(at, strangers, { act: 'withdraw', version: '2', 'reason.withdraw': 'not-safe' }),
    await server.post(`/inbox/${referralId}`, otherStaff, { act: 'accept', version: '2' }),
    await server.get(`/people/${cast.calum.id}/referrals/new?programme=${cast.programme.id}`, staff),
  ]

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  expect((await built(database, (db) => heldReferral(db, referralId))).version).toBe(2)
  await server.stop()
})

async function aHouse(database: TestDatabase) {
  const cast = await built(database, aCast)
  const [isla, staff] = [await tokenFor(database, cast.isla), await tokenFor(database, cast.staff)]
  return { cast, isla, staff, server: await aRealServer(database) }
}

function said({ programme }: Cast) {
  return {
    programmeId: programme.id,
    transitionId: '',
    sessionId: '',
    followsId: '',
    changeId: '',
    hopes: 'To build a bike',
    whyNow: 'Leaving school',
    anyway: 'no',
    said: 'yes',
    saidBy: 'themself',
    carer: '',
    theirWords: 'Tell them',
    saidOn: today,
    contraryView: '',
    until: addDays(today, 90),
    agreed: 'yes',
    agreedSaid: 'With Isla',
  }
}

/** What the programme sees, as the markup of a page. */
function shown(page: string): string {
  return /<div class="payload">(.*?<\/dl>)/s.exec(page)?.[1] ?? 'nothing'
}

async function fiveTimes(server: RealServer, path: string, token: string, fields: Record<string, string>) {
  const key = server.keyFor(path)
  return Promise.all(Array.from({ length: 5 }, () => server.post(path, token, fields, key)))
}

async function eventsMade(database: TestDatabase, referralId: string) {
  return (await built(database, (db) => eventsOf(db, referralId))).map(({ kind }) => kind)
}
