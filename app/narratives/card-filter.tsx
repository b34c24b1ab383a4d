import { type Option, Select } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { bands, topics } from './card'
import type { CardView } from './card-view'
import { bandWords, cardListWords } from './card-words'
import { topicWords } from './words'

/** Which cards: a form whose address is the view. Sends `change`, `band` and `topic`. The page knows the changes. */
export function CardFilter({ view, changes }: { view: CardView; changes: readonly Option[] }) {
  const isNarrowed = Object.values(view).some((chosen) => chosen !== null)
  return (
    <form className="narrow-by" method="get" action="/cards">
      <Select
        name="change"
        label={cardListWords.change}
        value={view.change}
        options={changes}
        empty={cardListWords.anyChange}
      />
      <Select
        name="band"
        label={cardListWords.age}
        value={view.band}
        options={bands.map((band) => ({ value: band, label: bandWords[band] }))}
        empty={cardListWords.anyAge}
      />
      <Select
        name="topic"
        label={cardListWords.topic}
        value={view.topic}
        options={topics.map((topic) => ({ value: topic, label: topicWords[topic] }))}
        empty={cardListWords.anyTopic}
      />
      <Actions>
        <Button kind="quiet">{cardListWords.show}</Button>
        {isNarrowed ? (
          <ButtonLink kind="quiet" to="/cards">
            {cardListWords.clear}
          </ButtonLink>
        ) : null}
      </Actions>
    </form>
  )
}
