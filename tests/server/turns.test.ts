import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPatience } from '~/http/patience'
import { openTurns } from '~/http/turns'

describe('turns', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const stays = () => undefined

  test('are given to so many at once, and then in the order in which they were asked for', async () => {
    const { take } = openTurns({ atOnce: 1, waiting: 2, withinMs: 100 })
    const began: string[] = []

    const first = await take(stays)
    const next = async (name: string) => {
      const done = await take(stays)
      began.push(name)
      done?.()
    }
    const others = [next('second'), next('third')]
    const fourth = take(stays)
    first?.()
    first?.()
    await Promise.all(others)

    expect(fourth).toBeNull()
    expect(began).toEqual(['second', 'third'])
  })

  test('are given up by whoever has waited long enough, whose place is then free', async () => {
    const { take } = openTurns({ atOnce: 1, waiting: 1, withinMs: 100 })
    const first = await take(stays)

    const second = take(stays)
    const refused = take(stays)
    await vi.advanceTimersByTimeAsync(100)
    const third = take(stays)
    first?.()

    expect(refused).toBeNull()
    expect(await second).toBeNull()
    expect(await third).not.toBeNull()
  })

  test('are given up by whoever has gone away', async () => {
    const { take } = openTurns({ atOnce: 1, waiting: 1, withinMs: 100 })
    await take(stays)
    let goAway = stays

    const second = take((leave) => {
      goAway = leave as typeof stays
    })
    goAway()

    expect(await second).toBeNull()
    expect(take(stays)).not.toBeNull()
  })
})

describe('patience', () => {
  let at = 0
  const now = () => at
  beforeEach(() => {
    at = 0
  })

  test('is had with what passes, and with nothing else', () => {
    const { pauseFor } = openPatience(8_000, now)

    for (const trouble of ['clash', 'away', 'read-only', 'unknown'] as const)
      expect(pauseFor(trouble, 0, 0)).toBeGreaterThan(0)
    for (const trouble of ['full', 'slow', 'busy'] as const) expect(pauseFor(trouble, 0, 0)).toBeNull()
  })

  test('lasts eight seconds, in growing steps that are never two the same', () => {
    const { pauseFor } = openPatience(8_000, now)
    const pauses: number[] = []
    for (let turn = 0; ; turn += 1) {
      const pause = pauseFor('clash', turn, 0)
      if (pause === null) break
      pauses.push(pause)
      at += pause
    }

    expect(at).toBeGreaterThan(6_500)
    expect(at).toBeLessThan(8_000)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(1_000)
    expect(new Set(pauses).size).toBe(pauses.length)
  })

  test('is not had anew with a database that has been away for long, until it has answered', () => {
    const { pauseFor, isWell } = openPatience(8_000, now)
    for (; at < 20_000; at += 1_000) pauseFor('away', 0, at)

    const whileAway = pauseFor('away', 0, at)
    isWell()
    const afterwards = pauseFor('away', 0, at)

    expect(whileAway).toBeNull()
    expect(afterwards).toBeGreaterThan(0)
  })

  test('is had with a second failure when nobody has asked since the first', () => {
    const { pauseFor } = openPatience(8_000, now)
    pauseFor('away', 0, 0)
    at = 3_600_000

    expect(pauseFor('away', 0, at)).toBeGreaterThan(0)
  })
})
