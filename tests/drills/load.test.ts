import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Answered, aLoadedApp, countBy, inMs, isAccepted } from './loaded'

/** Ten minutes; `AIRT_LOAD_SECONDS` says otherwise, to try it. */
const SECONDS = Number(process.env.AIRT_LOAD_SECONDS ?? 600)
const WARM = Math.min(60, SECONDS)

test(`G1: a hundred mixed pages a second for ${SECONDS} seconds, with row-level security and audit on`, {
  timeout: (SECONDS + 600) * 1_000,
}, async () => {
  const { app, run, end } = await aLoadedApp()
  try {
    const first = await run([{ perSecond: 100, seconds: WARM }])
    const warm = app.rssMb()
    const watching = watch(app.rssMb)
    const { answers, sentLateByMs } = await run([{ perSecond: 100, seconds: SECONDS }])
    const most = watching.stop()
    await pause(2_000)

    const wrong = [...first.answers, ...answers].filter((each) => !isAccepted(each))
    console.log(`G1: ${answers.length} answers in ${SECONDS} s; ${inMs(answers)}`)
    for (const kind of new Set(answers.map(({ kind }) => kind)))
      console.log(`G1: ${kind}: ${inMs(answers.filter((each) => each.kind === kind))}`)
    console.log(`G1: not answered as they should: ${JSON.stringify(countBy(wrong, whatWas))}`)
    console.log(
      `G1: memory ${warm.toFixed(0)} MB when warm, ${app.rssMb().toFixed(0)} MB afterwards, ${most.toFixed(0)} MB at most: ${percent(app.rssMb(), warm)}`,
    )
    console.log(`G1: the load was sent ${sentLateByMs} ms late at most`)

    expect(answers.length).toBeGreaterThan(90 * SECONDS)
    expect(countBy(wrong, whatWas)).toEqual({})
  } finally {
    await end()
  }
})

const OVER = Math.min(60, SECONDS)

test(`G2: five times that for ${OVER} seconds, and then no more than before`, {
  timeout: (OVER + 600) * 1_000,
}, async () => {
  const { app, database, run, end } = await aLoadedApp()
  try {
    await run([{ perSecond: 100, seconds: WARM }])
    const phases = [
      { perSecond: 100, seconds: 15 },
      { perSecond: 500, seconds: OVER },
      { perSecond: 100, seconds: 30 },
    ]
    const { answers, sentLateByMs } = await run(phases)

    for (const phase of [0, 1, 2]) {
      const all = answers.filter((each) => each.phase === phase)
      const accepted = all.filter(isAccepted)
      const refused = all.filter(({ status }) => status === 503)
      console.log(
        `G2: ${phases[phase]?.perSecond} a second: ${JSON.stringify(countBy(all, ({ status }) => status))}`,
      )
      console.log(`G2:   accepted ${inMs(accepted)}; given back ${inMs(refused)}`)
    }
    const overUntil = (15 + OVER) * 1_000
    const late = answers.filter((each) => each.phase === 2 && (!isAccepted(each) || each.ms > 1_000))
    const itselfAgain = late.length ? Math.max(...late.map(({ at, ms }) => at + ms)) - overUntil : 0
    console.log(`G2: itself again ${(itselfAgain / 1_000).toFixed(1)} s after it ended`)
    console.log(`G2: the load was sent ${sentLateByMs} ms late at most; memory ${app.rssMb().toFixed(0)} MB`)

    const saved = answers.filter(({ kind, status }) => kind === 'fact' && status === 303)
    const { rows } = await database.superuser.query<{ ref: string; n: number }>(
      'select document_ref as ref, count(*)::int as n from app.fact where document_ref = any($1) group by 1',
      [saved.map(({ id }) => id)],
    )
    console.log(`G2: ${saved.length} facts acknowledged, ${rows.length} there`)
    expect(rows.length).toBe(saved.length)
    expect(rows.filter(({ n }) => n !== 1)).toEqual([])
    expect(answers.filter((each) => !isAccepted(each) && each.status !== 503).map(whatWas)).toEqual([])
  } finally {
    await end()
  }
})

function whatWas({ kind, status }: Answered): string {
  return `${kind} ${status}`
}

function percent(now: number, before: number): string {
  return `${now >= before ? '+' : ''}${(((now - before) / before) * 100).toFixed(1)} %`
}

function watch(look: () => number) {
  let most = 0
  const looking = setInterval(() => {
    most = Math.max(most, look())
  }, 1_000)
  return {
    stop: () => {
      clearInterval(looking)
      return most
    },
  }
}
