import type { ChooseSome } from '~/caseload/people-list'
import { REASSIGN } from './reasons'
import { reassignWords } from './words'

/** Boxes in a list of people, to give those who are chosen to another worker. */
export const chooseToReassign: ChooseSome = {
  to: REASSIGN,
  button: reassignWords.button,
  each: reassignWords.choose,
  chosen: 'none',
}

/** The same, with a link to where the same list stands with everybody on it chosen; null where they are. */
export function chooseAllToReassign(to: string | null): ChooseSome {
  if (to === null) return { ...chooseToReassign, chosen: 'all' }
  return { ...chooseToReassign, all: { to, label: reassignWords.chooseAll } }
}
