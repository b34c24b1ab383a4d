import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asKept, fitsItsCheck, isChi, isScn, isWritten } from '~/caseload/national-numbers'

const SCN_WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2]
const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })

/** Of one stem of eight digits: every ninth that the rule takes. */
function endsOf(stem: readonly number[]): number[] {
  const sum = stem.reduce((all, digit, at) => all + digit * (SCN_WEIGHTS[at] ?? 0), 0)
  return [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((end) => (sum + end) % 11 === 0)
}

test('a candidate number has the one last digit that its rule gives, or none at all', () => {
  fc.assert(
    fc.property(digits(8), (stem) => {
      const taken = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((end) => isScn([...stem, end].join('')))

      expect(taken).toEqual(endsOf(stem))
      expect(taken.length).toBeLessThanOrEqual(1)
    }),
  )
})

test('one wrong digit in a candidate number, or two that changed places, is found', () => {
  const place = fc.integer({ min: 0, max: 7 })
  fc.assert(
    fc.property(digits(8), place, fc.integer({ min: 1, max: 9 }), (stem, at, more) => {
      const [end] = endsOf(stem)
      fc.pre(end !== undefined)
      const number = [...stem, end as number]
      const wrong = number.with(at, ((number[at] ?? 0) + more) % 10)
      const [one, other] = [number[at] ?? 0, number[at + 1] ?? 0]
      const swapped = number.with(at, other).with(at + 1, one)

      expect(isScn(number.join(''))).toBe(true)
      expect(isScn(wrong.join(''))).toBe(false)
      if (one !== other) expect(isScn(swapped.join(''))).toBe(false)
    }),
  )
})

test('a CHI number is taken by either of its two rules, and by neither on a day that is none', () => {
  const day = fc.integer({ min: 1, max: 31 }).map((each) => String(each).padStart(2, '0'))
  const month = fc.integer({ min: 1, max: 12 }).map((each) => String(each).padStart(2, '0'))
  const rest = digits(5).map((each) => each.join(''))
  fc.assert(
    fc.property(day, month, rest, (dd, mm, others) => {
      const stem = `${dd}${mm}${others}`
      const taken = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter((end) => isChi(`${stem}${end}`))

      expect(taken.length).toBeGreaterThanOrEqual(1)
      expect(taken.length).toBeLessThanOrEqual(2)
      for (const end of taken) {
        expect(isChi(`32${stem.slice(2)}${end}`)).toBe(false)
        expect(isChi(`${dd}13${others}${end}`)).toBe(false)
      }
    }),
  )
})

test.for([
  // By modulus 10, which the older rule took for a wrong number.
  ['chi', '0101201234', true],
  ['chi', '0101201235', false],
  ['scn', '123456789', false],
  ['nino', 'QQ123456C', true],
] as const)('%s %s: %s', ([kind, number, fits]) => {
  expect(fitsItsCheck(kind, number)).toBe(fits)
})

test('it is compared as it is meant, however it was typed', () => {
  expect(asKept(' ab 12-34.56 c')).toBe('AB123456C')
  expect(isWritten('nino', asKept('ab 12 34 56 c'))).toBe(true)
  expect(isWritten('nino', 'QQ123456C')).toBe(false)
  expect(isWritten('chi', '010120123')).toBe(false)
  expect(isWritten('scn', '12345678A')).toBe(false)
})
