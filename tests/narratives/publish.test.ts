import type { RawBuilder } from 'kysely'
import { describe, vi } from 'vitest'
import { type Db, sql } from '#db/connection.server'
import { findCard, findLiveCard, liveCards } from '~/narratives/cards.server'
import { suggestCards } from '~/narratives/choose.server'
import { type Library, library, loadLibrary } from '~/narratives/load-library.server'
import { publishCard } from '~/narratives/publish.server'
import { civilDate } from '~/shared/civil-date'
import { aWorker } from '../support/builders'
import { expect, signedInAs, signedOut, test } from '../support/database'

const today = civilDate('2026-11-27')

/** The card M01 alone, with this changed in its file. */
function only(...changes: [was: string, is: string][]): Library {
  const text = library.cards['M01.md'] ?? ''
  const changed = changes.reduce((said, [was, is]) => {
    if (!said.includes(was)) throw new Error(`M01 does not say: ${was}`)
    return said.replace(was, is)
  }, text)
  return { cards: { 'M01.md': changed }, offers: library.offers }
}

async function versionsOf(db: Db, id: string) {
  return db
    .selectFrom('app.card')
    .where('id', '=', id)
    .select(['version', 'status', 'reality'])
    .orderBy('version')
    .execute()
}

describe('the library', () => {
  test('is taken in once: the same again changes nothing', async ({ db }) => {
    const first = await loadLibrary(db, today)
    const again = await loadLibrary(db, today)

    expect(first.added).toHaveLength(12)
    expect(first.refused).toEqual([])
    expect(again).toEqual({ added: [], unchanged: 12, refused: [] })
    expect(await liveCards(db, today)).toHaveLength(12)
  })

  test('keeps the old version of a card whose file was changed, for the sessions that used it', async ({
    db,
  }) => {
    await loadLibrary(db, today, only())
    const changed = await loadLibrary(db, today, only(['the danger is big', 'the danger is great']))

    expect(changed.added).toEqual(['M01 v2'])
    expect((await versionsOf(db, 'M01')).map(({ version, status }) => [version, status])).toEqual([
      [1, 'resting'],
      [2, 'live'],
    ])
    expect((await findCard(db, 'M01', 1))?.reality).toContain('the danger is big')
    expect((await findLiveCard(db, 'M01', today))?.card.reality).toContain('the danger is great')
  })

  test('takes a card out of use at once when its file says withdrawn', async ({ db }) => {
    await loadLibrary(db, today, only())
    await loadLibrary(db, today, only(['status: live', 'status: withdrawn']))

    expect(await findLiveCard(db, 'M01', today)).toBeNull()
    expect((await versionsOf(db, 'M01')).map(({ status }) => status)).toEqual(['withdrawn', 'withdrawn'])
  })

  test('does not bring back a card that was taken out of use by hand', async ({ db }) => {
    await loadLibrary(db, today, only())
    await db.updateTable('app.card').set({ status: 'withdrawn' }).where('id', '=', 'M01').execute()
    await loadLibrary(db, today, only())

    expect(await liveCards(db, today)).toEqual([])
  })

  test('leaves a card that may not be shown out of use, says why, and goes on showing the one before', async ({
    db,
  }) => {
    await loadLibrary(db, today, only())
    const loaded = await loadLibrary(db, today, only(['their-own-view', 'fear']))

    expect(loaded.refused).toEqual([{ card: 'M01 v2', reasons: ['aims-at-fear'] }])
    expect((await versionsOf(db, 'M01')).map(({ status }) => status)).toEqual(['live', 'checked'])
  })

  test('is refused whole when a file is no card, with the name of the file', async ({ db }) => {
    await expect(loadLibrary(db, today, only(['## Ask first', '## Ask second']))).rejects.toThrow(
      /^M01\.md: .*Ask second/,
    )
    await expect(loadLibrary(db, today, only(['year: 2026', 'year: soon']))).rejects.toThrow(
      /^M01\.md: evidence\.0\.year/,
    )
    await expect(loadLibrary(db, today, only(['minutes: 10', 'minuets: 10']))).rejects.toThrow(/^M01\.md: /)
  })
})

describe('who reads cards', () => {
  test('everybody who is signed in, and nobody else', async ({ db }) => {
    await loadLibrary(db, today)
    const partner = await aWorker(db, { role: 'partner' })

    await signedInAs(db, partner)
    expect(await liveCards(db, today)).toHaveLength(12)
    await signedOut(db)
    expect(await liveCards(db, today)).toEqual([])
  })

  test('a lapsed card is not there, the day after its review', async ({ db }) => {
    await loadLibrary(db, today, only())

    expect(await findLiveCard(db, 'M01', civilDate('2027-11-23'))).not.toBeNull()
    expect(await findLiveCard(db, 'M01', civilDate('2027-11-24'))).toBeNull()
    expect(await liveCards(db, civilDate('2027-11-24'))).toEqual([])
  })

  test('an offer is live within twelve months of the day on which it was checked', async ({ db }) => {
    await loadLibrary(db, today)
    await db.updateTable('app.offer').set({ last_checked_on: today }).where('id', '=', 'fearless').execute()
    const offersOn = async (day: string) => [
      ...((await findLiveCard(db, 'M06', civilDate(day)))?.live.offers ?? []),
    ]

    expect(await offersOn('2026-11-27')).toEqual(['fearless'])
    expect(await offersOn('2027-11-23')).toEqual(['fearless'])
    expect((await findLiveCard(db, 'M06', today))?.offers.map(({ name }) => name)).toEqual(['Fearless'])
  })

  test('nobody writes one in a browser', async ({ db }) => {
    await loadLibrary(db, today, only())
    await signedInAs(db, await aWorker(db, { role: 'administrator' }))

    await expect(db.updateTable('app.card').set({ title: 'Ours' }).execute()).rejects.toThrow(
      /permission denied/,
    )
  })
})

test('fifty prompts are each answered in their order, from one question to the database', async ({ db }) => {
  await loadLibrary(db, today)
  const asked = vi.spyOn(db, 'selectFrom')
  const quiet = { topics: [], usedCards: [], recentlyHurt: [] }
  const wanted = Array.from({ length: 50 }, (_, at) => ({
    ...quiet,
    age: at % 2 ? 17 : 11,
    change: { rule: 'RELEASE', says: 'Release', on: civilDate('2027-01-08') },
  }))

  const suggested = await suggestCards(db, wanted, today)

  expect(asked).toHaveBeenCalledTimes(1)
  expect(suggested).toHaveLength(50)
  expect(suggested[0]?.map(({ card }) => card.id)).toEqual(['M06'])
  expect(suggested[1]?.map(({ card }) => card.id)).toEqual(['M20', 'M01', 'M06'])
  expect(await suggestCards(db, [], today)).toEqual([])
})

describe('publishing by hand', () => {
  test('says every reason at once and changes nothing', async ({ db }) => {
    await loadLibrary(db, today, only(['status: live', 'status: checked'], ['their-own-view', 'shock']))

    const published = await publishCard(db, { cardId: 'M01', version: 1 }, civilDate('2027-12-01'))

    expect(published).toEqual({ ok: false, reason: ['aims-at-fear', 'lapsed'] })
    expect((await versionsOf(db, 'M01')).map(({ status }) => status)).toEqual(['checked'])
  })

  test('refuses what is not there', async ({ db }) => {
    expect(await publishCard(db, { cardId: 'M99', version: 1 }, today)).toEqual({
      ok: false,
      reason: ['no-such-card'],
    })
  })
})

describe('the database has the last word', () => {
  const wrong: [what: string, changes: Record<string, unknown>][] = [
    ['without what is true', { what_is_true: '' }],
    ['without what it is like', { reality: '' }],
    ['without a question', { ask_first: '' }],
    ['without something real', { alternatives: [] }],
    ['without evidence', { evidence: [] }],
    [
      'with a claim that has no source',
      { evidence: [{ claim: 'It grows.', year: 2024, place: 'Scotland', grade: 'small' }] },
    ],
    ['for nobody’s age', { ages: [] }],
    ['that is for deterrence', { aims: ['deterrence'] }],
    ['with a picture of a weapon', { image_tags: ['weapon'] }],
    ['with no day of review', { review_by: null }],
    ['with a review more than a year away', { review_by: '2027-11-25' }],
    ['past its day of review', { published_on: '2024-01-01', review_by: '2024-06-01' }],
  ]

  test('a whole card may go live by hand', async ({ db }) => {
    expect(await tryLive(db, 'airt_jobs', {})).toBe('done')
  })

  test.for(wrong)('no card goes live %s', async ([, changes], { db }) => {
    expect(await tryLive(db, 'airt_jobs', changes)).toBe('23514')
    expect(await tryLive(db, 'airt_owner', changes)).toMatch(/^(23514|42501)$/)
  })

  test('a card that was shown keeps its words', async ({ db }) => {
    await loadLibrary(db, today, only())

    expect(await codeOf(db, sql`update app.card set reality = 'Otherwise' where id = 'M01'`)).toBe('42501')
  })
})

/** Puts a second version of M01, so changed, straight into the table as live. @returns `done`, or the code of the error. */
async function tryLive(
  db: Db,
  role: 'airt_jobs' | 'airt_owner',
  changes: Record<string, unknown>,
): Promise<string> {
  if ((await versionsOf(db, 'M01')).length === 0)
    await loadLibrary(db, today, only(['status: live', 'status: checked']))
  const { rows } = await sql<{ card: object }>`
    select to_jsonb(card) as card from app.card card where id = 'M01' and version = 1`.execute(db)
  const card = JSON.stringify({ ...rows[0]?.card, version: 2, status: 'live', ...changes })
  await sql`select set_config('role', ${role}, true)`.execute(db)
  const code = await codeOf(
    db,
    sql`insert into app.card select * from jsonb_populate_record(null::app.card, ${card}::jsonb)`,
  )
  await sql`select set_config('role', 'airt_jobs', true)`.execute(db)
  return code
}

async function codeOf(db: Db, statement: RawBuilder<unknown>): Promise<string> {
  await sql`savepoint tried`.execute(db)
  try {
    await statement.execute(db)
    return 'done'
  } catch (error) {
    await sql`rollback to savepoint tried`.execute(db)
    return (error as { code: string }).code
  }
}
