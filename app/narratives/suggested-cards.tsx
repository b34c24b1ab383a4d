import type { SuggestedCard } from './card-view'
import { cardListWords, suggestedWords } from './card-words'

/** At most three cards, each with its reasons and one way on: a session with it. The rule of their order stands under them. */
export function SuggestedCards({ cards }: { cards: readonly SuggestedCard[] }) {
  if (cards.length === 0) return <p className="soft">{suggestedWords.none}</p>
  return (
    <>
      <ul className="list suggested" aria-label={suggestedWords.list}>
        {cards.map(({ id, title, myth, minutes, why, to, planTo }) => (
          <li className="suggested-row" key={id}>
            <div>
              <h3 className="who">
                <a href={to}>{title}</a>
              </h3>
              <p className="heard">{myth}</p>
              <p className="why">
                {why.join(' · ')} · {cardListWords.minutes(minutes)}
              </p>
            </div>
            <a className="btn q ds_button ds_button--secondary" href={planTo}>
              {suggestedWords.plan}
              <span className="visually-hidden">: {title}</span>
            </a>
          </li>
        ))}
      </ul>
      <p className="why">{suggestedWords.ranking}</p>
    </>
  )
}
