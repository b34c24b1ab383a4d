import { Select } from '~/ui/inputs'
import { Button } from '~/ui/parts'
import type { Alternative } from './card'
import { type SkipReason, skipReasons } from './card-view'
import { cardWords, skipWords } from './card-words'
import type { Sides } from './sides'

/**
 * The two sides of a card. The back stays shut until the question was asked, or left out with a reason: both are links that the
 * address keeps, so that it works without script. On paper both sides stand.
 */
export function CardSides({
  front,
  back,
  asked,
  at,
  params,
}: Sides & {
  asked: 'used' | SkipReason | null
  /** The card's own address, without what was asked. */
  at: string
  /** What that address says beside its path, for a form to send along. */
  params: readonly [name: string, value: string][]
}) {
  return (
    <div className="story">
      <section className="side side-front" aria-labelledby="heard">
        <p className="moment">{front.placeAndMoment}</p>
        <h2 id="heard">{cardWords.heard}</h2>
        <blockquote className="myth">
          <p>{front.myth}</p>
        </blockquote>
        <p className="next">{cardWords.next}</p>
      </section>
      {asked === null ? <AskFirst question={front.askFirst} at={at} params={params} /> : null}
      <section className="side side-back" aria-labelledby="reality" hidden={asked === null}>
        {asked === null ? null : (
          <p className="turned">
            {asked === 'used' ? cardWords.askedSays : cardWords.skippedSays(asked)}{' '}
            <a href={at}>{cardWords.turnBack}</a>
          </p>
        )}
        <Back {...back} />
      </section>
    </div>
  )
}

function AskFirst({
  question,
  at,
  params,
}: {
  question: string
  at: string
  params: readonly [string, string][]
}) {
  const [path] = at.split('?')
  const kept = params.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
  return (
    <section className="ask" aria-labelledby="ask-first">
      <h2 id="ask-first">{cardWords.askFirst}</h2>
      <p className="question">{question}</p>
      <p className="soft">{cardWords.askFirstSays}</p>
      <form method="get" action={path}>
        {kept}
        <Button kind="quiet" name="asked" value="used">
          {cardWords.asked}
        </Button>
      </form>
      <details className="fold">
        <summary>{cardWords.skip}</summary>
        <form className="fold-in" method="get" action={path}>
          {kept}
          <Select
            name="because"
            label={cardWords.skipWhy}
            options={skipReasons.map((reason) => ({ value: reason, label: skipWords[reason] }))}
            empty={cardWords.chooseWhy}
            required
          />
          <Button kind="quiet" name="asked" value="skipped">
            {cardWords.turn}
          </Button>
        </form>
      </details>
    </section>
  )
}

function Back({ whatIsTrue, reality, fact, askFirst, talk, alternatives }: Sides['back']) {
  return (
    <>
      <h2>{cardWords.true}</h2>
      <p>{whatIsTrue}</p>
      <h2 id="reality">{cardWords.reality}</h2>
      <p>{reality}</p>
      {fact ? (
        <>
          <h2>{cardWords.fact}</h2>
          <p>
            {fact.says}{' '}
            <cite>
              {fact.source}, {fact.year}
            </cite>
          </p>
        </>
      ) : null}
      <h2>{cardWords.talk}</h2>
      <ol>
        <li>{askFirst}</li>
        {talk.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
      </ol>
      <h2>{cardWords.instead}</h2>
      <ul className="instead">
        {alternatives.map((alternative: Alternative) => (
          <li key={alternative.ref}>{alternative.says}</li>
        ))}
      </ul>
    </>
  )
}
