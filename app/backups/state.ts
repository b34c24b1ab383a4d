/** One run as the page shows it. */
export type RunShown = {
  kind: 'backup' | 'drill' | 'restore'
  state: 'asked' | 'running' | 'done' | 'failed'
  how: 'cluster' | 'logical' | null
  at: string
  ago: string
  bytes: number | null
  tables: number | null
  rows: number | null
  seconds: number | null
  folder: string | null
  file: string | null
  keyId: string | null
  why: string | null
}

export type BackupState = {
  /** Whether backups are made by themselves. */
  isOn: boolean
  mayAsk: boolean
  backup: RunShown | null
  drill: RunShown | null
  /** What failed since the last that worked. */
  failed: RunShown[]
  open: RunShown[]
  log: 'of-the-server' | 'off' | 'not-yet' | { ago: string }
  late: ('backup' | 'drill' | 'log')[]
}

/** What the process knows that keeps them: whether it does, and up to when the log is kept; null where there is none to keep. */
export type BackupsKept = { isOn: boolean; log: 'of-the-server' | 'off' | 'not-yet' | Date }
