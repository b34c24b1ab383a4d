import { addMonths, type CivilDate, later } from '~/shared/civil-date'
import { kindsThat } from './fact-kinds'

type Seen = {
  kind: string
  certainty: 'official' | 'recorded' | 'reported'
  standing: 'fact' | 'reported' | 'opinion'
  recordedOn: CivilDate
  confirmedOn: CivilDate | null
}

/** A kind that changes without anybody saying so, and all that is reported or opinion (domain/A, A8). */
export function isPassing({ kind, certainty, standing }: Omit<Seen, 'recordedOn' | 'confirmedOn'>): boolean {
  if (standing !== 'fact' || certainty === 'reported') return true
  return passingKinds.has(kind)
}

const passingKinds = kindsThat(({ ages }) => ages === 'passing')

/** A passing fact may be out of date six months after it was recorded or last confirmed. */
export function isStaleFact(fact: Seen, today: CivilDate): boolean {
  const { recordedOn, confirmedOn } = fact
  return isPassing(fact) && isOld(confirmedOn === null ? recordedOn : later(recordedOn, confirmedOn), today)
}

/** Not looked at for half a year. */
export function isOld(seenOn: CivilDate, today: CivilDate): boolean {
  return addMonths(seenOn, 6) <= today
}

/** A prompt whose every reason may be out of date asks to confirm them before anything else. */
export function asksToConfirm(basis: readonly { stale: boolean }[]): boolean {
  return basis.length > 0 && basis.every(({ stale }) => stale)
}

/** What a prompt says, where it asks to confirm first. */
export function confirmFirst(says: string): string {
  return `This may be out of date: check that it is still true. ${says}`
}
