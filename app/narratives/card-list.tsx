import { Tag } from '~/ui/parts'
import { cardTo } from './card-view'
import { agesInWords, cardListWords } from './card-words'
import type { LiveCard } from './choose'

export type InCardList = Pick<LiveCard, 'id' | 'title' | 'myth' | 'minutes' | 'ages' | 'isOpportunity'>

/** Cards to look over, each with the one line that somebody has heard. */
export function CardList({ cards }: { cards: readonly InCardList[] }) {
  return (
    <ul className="story-list" aria-label={cardListWords.list}>
      {cards.map(({ id, title, myth, minutes, ages, isOpportunity }) => (
        <li key={id}>
          <h2>
            <a href={cardTo(id, null)}>{title}</a>
          </h2>
          <p className="heard">{myth}</p>
          <p className="why">
            {cardListWords.minutes(minutes)} · {agesInWords(ages)}
          </p>
          {isOpportunity ? (
            <p>
              <Tag tone="moss">{cardListWords.possible}</Tag>
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  )
}
