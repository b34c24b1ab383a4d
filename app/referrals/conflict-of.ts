import type { Compared } from '~/ui/conflict'
import { type ActName, actNames } from './acts'
import type { ToldEvent } from './event-in-words'
import { eventInWords } from './event-in-words'
import type { Status } from './lifecycle'
import { actFormWords, actWords, statusWords } from './words'

type Standing = { status: Status; programme: string; events: readonly ToldEvent[] }

/** What stands now beside what somebody wanted to do when they had not seen it: each with its words, so that none is lost. */
export function conflictOf(
  { status, programme, events }: Standing,
  said: Readonly<Record<string, string>>,
): { compared: Compared[]; changedBy: string } {
  const last = events.at(-1)
  const act = actNames.find((name) => name === said.act)
  const told = last ? eventInWords(last, programme) : null
  return {
    changedBy: last?.by ?? '',
    compared: [
      { label: actFormWords.stands, theirs: statusWords[status], yours: act ? actWords[act] : '' },
      { label: actFormWords.day2, theirs: last?.onDay ?? '', yours: of(said, act, 'onDay') },
      { label: actFormWords.typed, theirs: told?.more.join('. ') ?? '', yours: written(said, act) },
    ],
  }
}

function written(said: Readonly<Record<string, string>>, act: ActName | undefined): string {
  return [of(said, act, 'note'), of(said, act, 'atTime'), of(said, act, 'place')]
    .filter((each) => each !== '')
    .join('. ')
}

function of(said: Readonly<Record<string, string>>, act: ActName | undefined, name: string): string {
  return act === undefined ? '' : (said[`${name}.${act}`] ?? '')
}
