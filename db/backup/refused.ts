/** Why a backup was not made or not restored; nothing was touched. */
export type WhyRefused =
  | 'no-such-file'
  | 'not-a-backup'
  | 'newer'
  | 'other-key'
  | 'no-key'
  | 'cut-short'
  | 'altered'
  | 'other-major'
  | 'not-empty'
  | 'other-kind'
  | 'no-database'
  | 'already-there'
  | 'cannot-write'
  | 'not-the-same'
  | 'time-before'
  | 'time-after'
  | 'wal-missing'
  | 'may-not-read'

/** The sentence is the whole of what its user is told. */
export class BackupRefused extends Error {
  override name = 'BackupRefused'

  constructor(
    readonly why: WhyRefused,
    sentence: string,
  ) {
    super(sentence)
  }
}
