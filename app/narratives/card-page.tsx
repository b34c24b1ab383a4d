import { PageTitle } from '~/ui/page-title'
import { ButtonLink, Empty } from '~/ui/parts'
import { CardEdge } from './card-edge'
import type { CardOnPage } from './card-on-page'
import { CardSides } from './card-sides'
import type { SkipReason } from './card-view'
import { cardListWords, cardWords } from './card-words'

/** One card: its two sides, calm and alone, and under them what is for workers. */
export function CardPage({
  card,
  offers,
  live,
  sides,
  band,
  at,
  params,
  planTo,
  otherWords,
  asked,
  changes,
}: CardOnPage & { asked: 'used' | SkipReason | null; changes: readonly string[] }) {
  const action = planTo ? (
    <ButtonLink to={planTo}>{cardWords.plan}</ButtonLink>
  ) : (
    <ButtonLink to="/people">{cardWords.forWhom}</ButtonLink>
  )
  return (
    <div className="story-page">
      <PageTitle back={{ to: '/cards', label: cardListWords.title }} action={action}>
        {card.title}
      </PageTitle>
      {band === 'A' && sides ? <p className="soft">{cardWords.forYoungest}</p> : null}
      {sides ? (
        <CardSides {...sides} asked={asked} at={at} params={params} />
      ) : (
        <Empty>{band === 'not-known' ? cardWords.ageNotKnown : cardWords.notForAge}</Empty>
      )}
      <div className="story-notes">
        {otherWords ? (
          <p>
            <a href={otherWords}>{band === 'A' ? cardWords.seeOthers : cardWords.seeYoungest}</a>
          </p>
        ) : null}
        {sides ? <p className="why">{cardWords.print}</p> : null}
        <CardEdge card={card} changes={changes} offers={offers} live={live} />
      </div>
    </div>
  )
}
