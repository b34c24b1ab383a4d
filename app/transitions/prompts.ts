import type { CivilDate } from '~/shared/civil-date'
import type { DecisionKind } from './decision'
import type { Prompt } from './rule'

/** A prompt as it is stored: `done` is settled for good, `back` is the later day to which it was put off. */
export type StoredPrompt = {
  step: string
  on: CivilDate
  covers?: string[]
  round?: string
  done?: true
  back?: CivilDate
}

/**
 * What a worker decided about a step. `covers` are the other steps that were settled with it, and `round` is the round
 * that the prompt stood in (null in the first): a decision counts for its own round alone.
 */
export type Decided = {
  step: string
  covers: readonly string[]
  kind: DecisionKind
  backOn: CivilDate | null
  round: string | null
}

/** The prompts with what was decided about them; `decisions` in the order of time. */
export function withDecisions(
  prompts: readonly (Prompt | StoredPrompt)[],
  decisions: readonly Decided[],
): StoredPrompt[] {
  return prompts.map((prompt) => {
    const counting = decisions.filter(({ round }) => round === (prompt.round ?? null))
    const stored: StoredPrompt = { step: prompt.step, on: prompt.on }
    if (prompt.covers) stored.covers = [...prompt.covers]
    if (prompt.round !== undefined) stored.round = prompt.round
    if (counting.length === 0) return stored

    const answers = (prompt.covers ?? [prompt.step]).map((step) => answerOn(step, counting))
    const open = answers.filter((answer): answer is CivilDate | null => answer !== 'done')
    if (open.length === 0) return { ...stored, done: true }

    const back = earliest(open)
    return back !== null && back > prompt.on ? { ...stored, back } : stored
  })
}

/** The day from which a prompt shows. */
export function showsOn({ on, back }: StoredPrompt): CivilDate {
  return back ?? on
}

/** The first day on which an undecided prompt shows; null when nothing waits to be decided. */
export function nextOn(stored: readonly StoredPrompt[]): CivilDate | null {
  let next: CivilDate | null = null
  for (const prompt of stored) {
    if (!prompt.done && (next === null || showsOn(prompt) < next)) next = showsOn(prompt)
  }
  return next
}

/** The prompts that wait to be decided today, the newest last. */
export function dueOn(stored: readonly StoredPrompt[], today: CivilDate): StoredPrompt[] {
  return stored
    .filter((prompt) => !prompt.done && showsOn(prompt) <= today)
    .sort((one, other) => (showsOn(one) < showsOn(other) ? -1 : showsOn(one) > showsOn(other) ? 1 : 0))
}

/**
 * What a decision on this step settles with it: every other prompt of the transition that is due too, and what a `now`
 * stands for. Nothing but a `now`'s own steps when the prompt is not due yet.
 */
export function coversOf(stored: readonly StoredPrompt[], step: string, today: CivilDate): string[] {
  const own = stored.find((prompt) => prompt.step === step)
  const due = dueOn(stored, today)
  const settled = own && due.includes(own) ? due : own ? [own] : []
  return settled.flatMap((prompt) => prompt.covers ?? prompt.step).filter((covered) => covered !== step)
}

type Answer = 'done' | CivilDate | null

/** A final decision stands; a day to come back on holds until another one is given. */
function answerOn(step: string, decisions: readonly Decided[]): Answer {
  let answer: Answer = null
  for (const decided of decisions) {
    if (decided.step !== step && !decided.covers.includes(step)) continue
    if (decided.kind !== 'not-now') return 'done'
    answer = decided.backOn
  }
  return answer
}

/** Null when one of them was not put off. */
function earliest(days: readonly (CivilDate | null)[]): CivilDate | null {
  let first: CivilDate | null = null
  for (const day of days) {
    if (day === null) return null
    if (first === null || day < first) first = day
  }
  return first
}
