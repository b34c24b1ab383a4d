import type { CivilDate } from '~/shared/civil-date'
import { Details } from '~/ui/parts'
import type { Waiting } from './budget'
import { turnInWords, turnWords } from './words'

export type WaitingCard = {
  personId: string
  name: string
  title: string
  to: string
  waits: Exclude<Waiting, null>
  turnOn: CivilDate | null
}

/** `count` says of how many cards these are the first. */
export type WaitingTurns = { count: number; cards: readonly WaitingCard[] }

/** What is due and waits its turn: one quiet line, which opens to who and what it is. */
export function WaitingList({ waiting: { count, cards } }: { waiting: WaitingTurns }) {
  if (count === 0) return null
  const [next] = cards.flatMap(({ turnOn }) => turnOn ?? []).sort()
  return (
    <Details summary={turnWords.wait(count, next ?? null)}>
      <p>{turnWords.because}</p>
      <ul className="plain-list">
        {cards.map(({ personId, name, title, to, waits, turnOn }) => (
          <li key={to}>
            <a href={`/people/${personId}`}>{name}</a>: <a href={to}>{title}</a>
            <span className="why">{turnInWords({ waits, turnOn })}</span>
          </li>
        ))}
      </ul>
      {count > cards.length ? <p>{turnWords.others(count - cards.length)}</p> : null}
    </Details>
  )
}
