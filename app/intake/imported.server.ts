import type { FileRead } from './read-file.server'
import { rejectFile } from './reject-file.server'
import type { ImportReport } from './report'

export type Imported = {
  report: ImportReport
  /** Named to whoever imports, and ignored. */
  unknownColumns: string[]
  /** The refused rows with their reasons, as a file to be corrected and imported again; null when none was refused. */
  rejectFile: string | null
}

export function imported<Column extends string>(
  file: FileRead<Column>,
  columns: readonly Column[],
  report: ImportReport,
): Imported {
  const rows = [...file.rows, ...file.rejectedRows].sort((one, other) => one.row - other.row)
  return {
    report,
    unknownColumns: file.unknownColumns.filter((name) => name !== 'reason'),
    rejectFile: report.rejected === 0 ? null : rejectFile(columns, rows, report.rejects),
  }
}
