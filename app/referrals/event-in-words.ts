import { type CivilDate, formatDay } from '~/shared/civil-date'
import type { NoteKind, Side, Status } from './lifecycle'
import type { Reason } from './reasons'
import { movedWords, noteWords, reasonWords } from './words'

export type ToldEvent = {
  kind: 'move' | NoteKind | 'kept-sharing'
  from: Status
  to: Status | null
  side: Side
  reason: string | null
  note: string
  onDay: CivilDate | null
  atTime: string | null
  by: string
  on: CivilDate
}

/** One thing that happened, said to either side; what was written with it follows. */
export function eventInWords(event: ToldEvent, programme: string): { says: string; more: string[] } {
  const { kind, to, from, reason, note, onDay, atTime } = event
  const says = kind === 'move' && to ? movedWords(from, to, programme) : noteWords[kind as NoteKind]
  const when = onDay === null ? '' : `${formatDay(onDay)}${atTime === null ? '' : `, ${atTime}`}`
  const why = reason === null ? '' : (reasonWords[reason as Reason] ?? '')
  return { says: when === '' ? says : `${says}: ${when}`, more: [why, note].filter((each) => each !== '') }
}
