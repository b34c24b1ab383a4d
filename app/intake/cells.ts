import { type CivilDate, parseCivilDate } from '~/shared/civil-date'

export type Remark = { row: number; column: string; value: string; reason: string }

export type RowRead<T> = { ok: true; value: T; warnings: Remark[] } | { ok: false; rejects: Remark[] }

/** Reads the cells of one row and gathers all that is wrong with it, so that it can be put right in one go. */
export function rowReader<Column extends string>(row: number, cells: Readonly<Record<Column, string>>) {
  const rejects: Remark[] = []
  const warnings: Remark[] = []

  function reject(column: Column, reason: string): void {
    rejects.push({ row, column, value: cells[column], reason })
  }

  function warn(column: Column, reason: string): void {
    warnings.push({ row, column, value: cells[column], reason })
  }

  /** Null when the cell is empty. */
  function text(column: Column, longest = TEXT_MAX): string | null {
    const value = cells[column]
    if (value.includes('\0')) reject(column, 'There is a character in it that cannot be kept')
    else if (value.length > longest) reject(column, `This is longer than ${longest} characters`)
    return value === '' ? null : value
  }

  function required(column: Column): string {
    const value = text(column)
    if (value === null) reject(column, 'This must be filled in')
    return value ?? ''
  }

  /** Null when the cell is empty or refused. */
  function day(column: Column): CivilDate | null {
    if (cells[column] === '') return null
    const read = dayOf(cells[column])
    if (read === null) reject(column, 'This is not a day that exists: write 2010-03-01 or 01/03/2010')
    return read
  }

  function choice<const Word extends string>(column: Column, words: readonly Word[]): Word | null {
    const value = cells[column].toLowerCase()
    if (value === '') return null
    const chosen = words.find((word) => word.toLowerCase() === value)
    if (chosen === undefined) reject(column, `This must be one of: ${words.join(', ')}`)
    return chosen ?? null
  }

  function done<T>(value: T): RowRead<T> {
    return rejects.length > 0 ? { ok: false, rejects } : { ok: true, value, warnings }
  }

  return { reject, warn, text, required, day, choice, done }
}

export const TEXT_MAX = 1_000
export const NOTE_MAX = 20_000

/** `2010-03-01` or `01/03/2010`, day first. */
export function dayOf(text: string): CivilDate | null {
  const dayFirst = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  if (dayFirst === null) return parseCivilDate(text)
  const [, day = '', month = '', year = ''] = dayFirst
  return parseCivilDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** `2026/27`: the second year follows the first. */
export function isSession(text: string): boolean {
  const years = /^(\d{4})\/(\d{2})$/.exec(text)
  return years !== null && (Number(years[1]) + 1) % 100 === Number(years[2])
}

/** A spreadsheet would reckon with it: `=`, `+`, `-`, `@`, their full-width forms, tab, return. A negative number is none. */
export function looksLikeFormula(text: string): boolean {
  return /^[=+\-@\t\r\0＝＋－＠]/.test(text) && !/^-\d+([.,]\d+)?$/.test(text)
}

/** What may be written into a cell that somebody opens in a spreadsheet. */
export function neutral(text: string): string {
  return looksLikeFormula(text) ? `'${text}` : text
}

/** Takes back the apostrophe that `neutral` gave, so that a corrected reject file says what the first file said. */
export function asFirstSent(text: string): string {
  return text.startsWith("'") && looksLikeFormula(text.slice(1)) ? text.slice(1) : text
}
