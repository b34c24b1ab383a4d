import type { CivilDate } from '~/shared/civil-date'
import { actsNow } from './acts'
import type { Status } from './lifecycle'
import type { Payload } from './payload'
import { moveInWords } from './words'

type Held = {
  id: string
  programme: string
  programmePlace: string
  nextStartOn: CivilDate | null
  status: Status
  version: number
  dueOn: CivilDate | null
  payload: Payload
  meetsOn: CivilDate | null
  meetsAt: string | null
}

/** The part of the inbox in which a referral lies. */
export type InboxPart = 'new' | 'waiting' | 'asked' | 'booked' | 'taking'

const parts: Partial<Record<Status, InboxPart>> = {
  sent: 'new',
  asked: 'asked',
  waiting: 'waiting',
  accepted: 'waiting',
  booked: 'booked',
  started: 'taking',
}

export type InboxRow = ReturnType<typeof inboxRows>[number]

/** What a list shows of each: the least that lets somebody answer, and what can be answered in place. */
export function inboxRows(rows: readonly Held[], today: CivilDate, keyFor: (id: string) => string) {
  return rows.map(({ id, status, version, dueOn, payload, meetsOn, programme, ...held }) => ({
    id,
    to: `/inbox/${id}`,
    part: parts[status] ?? 'waiting',
    programme,
    name: payload.name,
    age: payload.more.find(({ section }) => section === 'age')?.says.split(' ')[0] ?? null,
    wants: payload.wants,
    reach: payload.reach[0] ?? null,
    from: `${payload.from.name}, ${payload.from.organisation}`,
    move: moveInWords(status, dueOn, { reader: 'partner', programme, today }),
    isDue: dueOn !== null && dueOn <= today,
    version,
    formKey: keyFor(id),
    canAccept: actsNow(status, 'partner').includes('accept'),
    canSayCame: status === 'booked' && meetsOn !== null && meetsOn <= today,
    meets: {
      on: held.nextStartOn !== null && held.nextStartOn >= today ? held.nextStartOn : null,
      place: held.programmePlace,
    },
  }))
}
