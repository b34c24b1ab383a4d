import { describe, expect, test } from 'vitest'
import { HIDDEN, publishFunnel, publishRow, publishTable, shareOf } from '~/uptake/small-numbers'

const H = HIDDEN

describe('small numbers (domain/E, E4)', () => {
  test('SD-01: a small number and one other are hidden by the same word, and the same ones each time', () => {
    const shown = publishRow([12, 3, 20], 5)

    expect(shown).toEqual({ cells: [12, H, H], total: 35 })
    expect(publishRow([12, 3, 20], 5)).toEqual(shown)
    expect(publishRow([12, 1, 22], 5)).toEqual(shown)
  })

  test('SD-02: nobody is shown as nobody', () => {
    expect(publishRow([12, 0, 20], 5)).toEqual({ cells: [12, 0, 20], total: 32 })
  })

  test('SD-03: two small numbers whose sum gives them away take the third with them', () => {
    expect(publishRow([3, 4, 20], 5)).toEqual({ cells: [H, H, H], total: 27 })
    expect(publishRow([2, 3, 20], 5)).toEqual({ cells: [H, H, 20], total: 25 })
  })

  test('SD-04: where everybody did, only how many began is shown', () => {
    expect(publishRow([25, 0], 5)).toEqual({ cells: [H, H], total: 25 })
    const [started, completed] = publishFunnel([25, 25], 5)
    expect([started, completed, shareOf(completed ?? H, started ?? H)]).toEqual([25, H, null])
    expect(publishFunnel([25, 0], 5)).toEqual([25, H])
  })

  test('SD-05: no rate on fewer than twenty, and nothing that gives the rest away', () => {
    expect(publishRow([12, 2], 5)).toEqual({ cells: [H, H], total: 14 })
    expect(publishFunnel([14, 12], 5)).toEqual([14, H])
    expect(publishFunnel([22, 20], 5)).toEqual([22, H])
    expect([shareOf(12, 19), shareOf(12, 20), shareOf(H, 40), shareOf(12, H)]).toEqual([null, 60, null, null])
  })

  test('SD-07: two fours, a group of three, and a two between fives', () => {
    expect(publishRow([4, 4], 5)).toEqual({ cells: [H, H], total: 8 })
    expect(publishRow([0, 0, 3], 5)).toEqual({ cells: [H, H, H], total: H })
    expect(publishRow([5, 5, 2], 5)).toEqual({ cells: [5, H, H], total: 12 })
  })

  test('a table of nothing small is shown whole', () => {
    const shown = publishTable(
      [
        [12, 0, 20],
        [9, 7, 6],
        [8, 5, 7],
      ],
      5,
    )

    expect(shown).toEqual({
      rows: [
        [12, 0, 20],
        [9, 7, 6],
        [8, 5, 7],
      ],
      rowTotals: [32, 22, 20],
      columnTotals: [29, 12, 33],
      total: 74,
    })
  })

  test('one small number in a table takes three others with it, and no total', () => {
    const shown = publishTable(
      [
        [12, 3, 20],
        [9, 11, 16],
        [8, 14, 30],
      ],
      5,
    )

    expect(shown).toEqual({
      rows: [
        [12, H, H],
        [9, 11, 16],
        [8, H, H],
      ],
      rowTotals: [35, 36, 52],
      columnTotals: [29, 28, 66],
      total: 123,
    })
  })

  test('a group of three is hidden with its total, in a table too', () => {
    const shown = publishTable(
      [
        [0, 0, 3],
        [9, 11, 16],
        [8, 14, 30],
      ],
      5,
    )

    expect(shown.rows[0]).toEqual([H, H, H])
    expect(shown.rowTotals[0]).toBe(H)
    expect(shown.rowTotals.filter((total) => total === H).length).toBeGreaterThan(1)
    expect(shown.total).toBe(91)
  })

  test('steps that are shown never tell of one to four who went no further', () => {
    expect(publishFunnel([162, 160, 118, 104, 93, 71, 49, 46], 5)).toEqual([162, H, 118, 104, 93, 71, 49, H])
    expect(publishFunnel([40, 38, 36, 35, 30, 3, 0, 0], 5)).toEqual([40, H, H, 35, 30, H, H, H])
    expect(publishFunnel([4, 3, 2], 5)).toEqual([H, H, H])
    expect(publishFunnel([0, 0, 0], 5)).toEqual([0, 0, 0])
  })

  test('six changes of two people are as small as two', () => {
    const people = { at: (step: number) => [30, 12, 2][step] ?? 0, lostBetween: () => 20 }

    expect(publishFunnel([40, 20, 6], 5, people)).toEqual([40, 20, H])
  })
})
