import type { CivilDate } from '~/shared/civil-date'
import { completed, type Decision, type WhyNotComplete, whyNotComplete } from './decision'
import { promptNow } from './present'
import { coversOf, type Decided, type StoredPrompt, showsOn } from './prompts'
import type { WhyLeft } from './why-left'

/** What is said of all that are put off together. */
export type PutOff = Pick<Decision, 'reason' | 'note' | 'backOn'>

/** Null when the reason and the day hold for any change; the day of what is asked in a week anyway is not needed. */
export function whyNotPutOff(said: PutOff, today: CivilDate): WhyNotComplete | null {
  return whyNotComplete(completed({ ...asDecision(said), step: '0' }, today), today)
}

/**
 * The decision by which one of several is put off, as a single one would be, or why it is left: what is urgent is decided by itself,
 * with a reason of its own.
 */
export function putOffOne(
  held: { prompts: readonly StoredPrompt[]; version: number; urgent: boolean },
  seen: number,
  said: PutOff,
  today: CivilDate,
): Made | WhyLeft {
  if (held.urgent) return 'cannot-wait'
  if (held.version !== seen) return 'changed-meanwhile'
  const prompt = promptNow(held.prompts, today)
  if (!prompt) return 'nothing-waits'
  const { step, kind, reason, note, backOn } = completed({ ...asDecision(said), step: prompt.step }, today)
  if (backOn !== null && backOn <= showsOn(prompt)) return 'later-anyway'
  const covers = coversOf(held.prompts, step, today)
  return { step, kind, reason, note, backOn, covers, round: prompt.round ?? null }
}

/** A decision as it is written: what it settles with it, and in which round. */
export type Made = Decided & Pick<Decision, 'kind' | 'reason' | 'note' | 'useful'>

function asDecision(said: PutOff): Omit<Decision, 'step'> {
  return { ...said, kind: 'not-now', version: 1 }
}
