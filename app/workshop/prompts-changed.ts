import type { CivilDate } from '~/shared/civil-date'

type Asked = { step: string; on: CivilDate; round?: string }

/** One prompt of one transition that would appear, move or go. */
export type PromptChanged = {
  kind: 'appears' | 'moves' | 'goes'
  from: Asked | null
  to: Asked | null
}

/**
 * What becomes of the prompts of one transition. The same step on the same day stays; a step on another day moves. Of what is left,
 * one that goes and one that comes are one that moves, in the order of their days; the rest go or appear.
 */
export function promptsChanged(before: readonly Asked[], after: readonly Asked[]): PromptChanged[] {
  const gone: Asked[] = []
  const changed: PromptChanged[] = []
  const left = new Map(after.map((prompt) => [keyOf(prompt), prompt]))
  for (const prompt of before) {
    const now = left.get(keyOf(prompt))
    left.delete(keyOf(prompt))
    if (now === undefined) gone.push(prompt)
    else if (now.on !== prompt.on) changed.push({ kind: 'moves', from: prompt, to: now })
  }
  const come = [...left.values()].sort(byDay)
  gone.sort(byDay)
  const pairs = Math.min(gone.length, come.length)
  for (let at = 0; at < pairs; at += 1)
    changed.push({ kind: 'moves', from: gone[at] as Asked, to: come[at] as Asked })
  for (const from of gone.slice(pairs)) changed.push({ kind: 'goes', from, to: null })
  for (const to of come.slice(pairs)) changed.push({ kind: 'appears', from: null, to })
  return changed.sort((one, other) => byDay(one.from ?? one.to, other.from ?? other.to))
}

function keyOf({ step, round }: Asked): string {
  return round === undefined ? step : `${step} ${round}`
}

function byDay(one: Asked | null, other: Asked | null): number {
  const [first, second] = [`${one?.on} ${one?.step}`, `${other?.on} ${other?.step}`]
  return first < second ? -1 : first > second ? 1 : 0
}
