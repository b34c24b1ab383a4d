import type { Imported } from '~/intake/imported.server'
import type { ImportReport } from '~/intake/report'

/** What an import says to a person. */
export function inWords(
  { report, unknownColumns }: Pick<Imported, 'report' | 'unknownColumns'>,
  { mode, rejectsIn }: { mode: 'save' | 'dry-run'; rejectsIn: string | null },
): string {
  const { read, added, changed, unchanged, rejected, warned } = report
  const lines = [
    `${rows(read)} read: ${added} added, ${changed} changed, ${unchanged} unchanged, ${rejected} refused.`,
    ...remarks('Refused:', report.rejects),
    ...remarks(`Kept, with a warning (${rows(warned)}):`, report.warnings),
  ]
  if (unknownColumns.length > 0) {
    lines.push(`These columns are not known and were left out: ${unknownColumns.join(', ')}.`)
  }
  if (rejectsIn !== null) {
    lines.push(
      `The refused rows are in ${rejectsIn} with their reasons: correct them there and import that file.`,
    )
  } else if (rejected > 0) {
    lines.push('The refused rows could not be written to a file beside it: may this folder be written to?')
  }
  if (mode === 'dry-run') lines.push('This was a dry run: nothing was saved.')
  return lines.join('\n')
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`
}

/** A person reads the first of them; the others are in the file and in the document for programs. */
const MOST = 50

function remarks(title: string, all: ImportReport['rejects']): string[] {
  if (all.length === 0) return []
  const told = all.slice(0, MOST).map(({ row, column, value, reason }) => {
    const where = column === '' ? `Row ${row}` : `Row ${row}, ${column}`
    return `  ${where}: ${reason}${value === '' ? '' : ` (${shortened(value)})`}`
  })
  return [title, ...told, ...(all.length > MOST ? [`  … and ${all.length - MOST} more`] : [])]
}

function shortened(value: string): string {
  const line = value.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
