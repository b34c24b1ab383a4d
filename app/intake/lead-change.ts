import type { HeldPerson, Meant } from './held-person'
import type { Merged } from './verdicts'

/** `as-it-is`: whoever leads already is the one whom nobody knew before. */
export type LeadChange =
  | { to: 'worker'; workerId: string }
  | { to: 'nobody-known'; email: string }
  | { to: 'as-it-is' }
  | null

/** Who leads is a value like the others; a worker nobody knows leaves whoever leads in place, and somebody to decide. */
export function leadChange(
  email: string | null,
  held: HeldPerson | null,
  { workerId }: Meant,
  merged: Merged,
): LeadChange {
  if (email === null) return null
  const before = held?.sent.workerEmail ?? null
  const lead = held?.lead ?? null
  const unknown = held?.unknownWorker ?? null
  const isByHand = lead === null ? before !== null && unknown === null : !lead.isByImport
  merged.sent.workerEmail = email

  if (email === lead?.email) {
    delete merged.pending.workerEmail
    return unknown === null ? null : { to: 'as-it-is' }
  }
  if (email === before) {
    return unknown === email && workerId !== null && !isByHand ? { to: 'worker', workerId } : null
  }
  delete merged.pending.workerEmail
  if (isByHand) {
    merged.pending.workerEmail = email
    return null
  }
  return workerId === null ? { to: 'nobody-known', email } : { to: 'worker', workerId }
}
