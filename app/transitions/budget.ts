import type { CivilDate } from '~/shared/civil-date'

/** So many cards of one person are live at most, urgent ones beside. A card is one period of change. */
export const LIVE_OF_ONE_PERSON = 3

/** So many new cards at most begin for one worker in a week, from Monday to Sunday in Scotland, urgent ones beside. */
export const NEW_IN_A_WEEK = 10

/** Of what waits its turn so much is listed on Today; the rest is counted. */
export const WAITING_LISTED = 20

/** Found for many people at once and the same for all of them: one line on Today, and new for nobody. */
export const foldedRules: readonly string[] = ['SEASON']

/** How a prompt came to stand in front of a worker. */
export type Shown =
  | 'turn'
  | 'with'
  | 'back'
  | 'urgent'
  | 'folded'
  | 'handed-over'
  | 'raised'
  /** Nobody leads the person: a manager has it at once. */
  | 'unled'

/** For what a prompt waits that is due: until one of those that are live is decided, or until its turn comes. Null: it is shown. */
export type Waiting = 'decision' | 'turn' | null

/** Where a prompt that is due stands for a worker. */
export type Turn = {
  transitionId: string
  how: Shown | null
  waits: Waiting
  /** The first day on which its turn can come. */
  turnOn: CivilDate | null
  /** The day from which a manager sees it too, if nothing is decided. */
  raisedOn: CivilDate | null
}
