import { type WhyNotDecided, whyNotDecided } from './words'

/** The field that a refusal is about. */
const fieldOf: Record<WhyNotDecided, string> = {
  'not-yours-to-decide': 'form',
  'changed-meanwhile': 'form',
  'reason-missing': 'reason',
  'reason-does-not-fit': 'reason',
  'note-missing': 'note',
  'day-missing': 'backOn',
  'day-not-ahead': 'backOn',
  'day-too-far': 'backOn',
}

export function decideErrors(why: WhyNotDecided): Record<string, string> {
  return { [fieldOf[why]]: whyNotDecided[why] }
}
