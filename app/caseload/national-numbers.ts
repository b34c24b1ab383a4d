export const numberKinds = ['chi', 'scn', 'nino'] as const

export type NumberKind = (typeof numberKinds)[number]

/** As it is kept and compared: without what people put between, in capitals. */
export function asKept(said: string): string {
  return said.replace(/[\s.-]/g, '').toUpperCase()
}

/** Whether it is written as one of its kind: ten digits, nine, or the letters and digits of a National Insurance number. */
export function isWritten(kind: NumberKind, number: string): boolean {
  return shapes[kind].test(number)
}

const shapes: Record<NumberKind, RegExp> = {
  chi: /^\d{10}$/,
  scn: /^\d{9}$/,
  nino: /^(?!BG|GB|KN|NK|NT|TN|ZZ)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z]\d{6}[ABCD]$/,
}

/** Whether its check digit fits. A number that has none always does. A wrong one is said and kept: papers hold wrong numbers too. */
export function fitsItsCheck(kind: NumberKind, number: string): boolean {
  return checks[kind](number)
}

const checks: Record<NumberKind, (number: string) => boolean> = {
  chi: isChi,
  scn: isScn,
  nino: () => true,
}

/**
 * A Community Health Index number: a birth date, two digits, one of the sex and a check digit, by modulus 11 (weights 10 to 2) or, in
 * newer ones, modulus 10. About 9 in 100 of the second kind pass the first too. Nothing is read from it: the date in it may be made up.
 * Source: Public Health Scotland's rule of the check digit.
 */
export function isChi(number: string): boolean {
  const digits = digitsOf(number)
  const [day, month] = [Number(number.slice(0, 2)), Number(number.slice(2, 4))]
  if (digits.length !== 10 || day < 1 || day > 31 || month < 1 || month > 12) return false
  return digits[9] === byModulus11(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) || sumOfLuhn(digits) % 10 === 0
}

/** A Scottish Candidate Number: eight digits and one by modulus 11, weights 3 2 7 6 5 4 3 2. A stem that leaves 1 has no number. */
export function isScn(number: string): boolean {
  const digits = digitsOf(number)
  return digits.length === 9 && digits[8] === byModulus11(digits, [3, 2, 7, 6, 5, 4, 3, 2])
}

/** @returns null where no single digit fits. */
function byModulus11(digits: readonly number[], weights: readonly number[]): number | null {
  const sum = weights.reduce((all, weight, at) => all + weight * (digits[at] ?? 0), 0)
  const check = (11 - (sum % 11)) % 11
  return check === 10 ? null : check
}

/** Of all its digits, every second from the right doubled. */
function sumOfLuhn(digits: readonly number[]): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const counted = at % 2 === 0 ? digit : digit * 2
    return sum + (counted > 9 ? counted - 9 : counted)
  }, 0)
}

function digitsOf(number: string): number[] {
  return /^\d+$/.test(number) ? [...number].map(Number) : []
}
