import { directoryViewTo } from '~/programmes/directory-view'
import { programmeKinds } from '~/programmes/kinds'
import { kindWords } from '~/programmes/words'
import { formatDay } from '~/shared/civil-date'
import { Details, Facts } from '~/ui/parts'
import type { Alternative, Evidence } from './card'
import type { CardNotes } from './card-on-page'
import { agesInWords, cardListWords, cardWords, confidenceWords, gradeWords } from './card-words'
import type { Offer } from './offer'
import { topicWords } from './words'

/** What is for workers alone: folded, never printed. The page knows how changes are called. */
export function CardEdge({
  card,
  changes,
  offers,
  live,
}: {
  card: CardNotes
  changes: readonly string[]
  offers: readonly Offer[]
  live: readonly string[]
}) {
  const { avoid, notAfter, contentWarnings } = card
  return (
    <aside className="edge">
      <Details summary={cardWords.edge}>
        <p className="why">{cardWords.edgeSays}</p>
        <h2>{cardWords.when}</h2>
        <p>{changes.length ? changes.join(', ') : cardWords.anyChange}.</p>
        <h2>{cardWords.notWhen}</h2>
        <ul>
          {notAfter.length ? <li>{cardWords.rests(notAfter)}</li> : null}
          {avoid.map((what) => (
            <li key={what}>{what}</li>
          ))}
        </ul>
        {contentWarnings.length ? (
          <>
            <h2>{cardWords.first}</h2>
            <p>{cardWords.speaksOf(contentWarnings)}</p>
          </>
        ) : null}
        <h2>{cardWords.heavy}</h2>
        <p>{cardWords.heavySays}</p>
        <h2>{cardWords.ifTheySay}</h2>
        <p>{card.ifTheySay}</p>
        <h2>{cardWords.real}</h2>
        <ul>
          {card.alternatives.map((alternative) => (
            <li key={`${alternative.kind} ${alternative.ref}`}>
              <Real alternative={alternative} offers={offers} isThere={live.includes(alternative.ref)} />
            </li>
          ))}
        </ul>
        <h2>{cardWords.evidence}</h2>
        <ul className="claims">
          {card.evidence.map((each) => (
            <Claim key={each.claim} {...each} />
          ))}
        </ul>
        <About card={card} />
      </Details>
    </aside>
  )
}

function Real({
  alternative,
  offers,
  isThere,
}: {
  alternative: Alternative
  offers: readonly Offer[]
  isThere: boolean
}) {
  const { kind, ref, says } = alternative
  if (kind === 'action')
    return (
      <>
        {says} <span className="why">{cardWords.thisOne}</span>
      </>
    )
  if (kind === 'programme-type') {
    const type = programmeKinds.find((each) => each === ref)
    return (
      <>
        {type ? kindWords[type] : says}{' '}
        <span className="why">
          {type && isThere ? (
            <a href={directoryViewTo({ whose: 'all', kind: type, council: null, age: null })}>
              {cardWords.programme}
            </a>
          ) : (
            cardWords.noneOpen
          )}
        </span>
      </>
    )
  }
  const offer = offers.find(({ id }) => id === ref)
  return (
    <>
      {offer?.name ?? says}
      {offer?.phone ? `, ${offer.phone}` : null}{' '}
      {offer ? (
        <span className="why">
          {offer.who}. {offer.area}.{' '}
          {isThere ? cardWords.checked(offer.lastCheckedOn) : cardWords.lastChecked(offer.lastCheckedOn)}
        </span>
      ) : null}
    </>
  )
}

function Claim({ claim, source, year, place, grade, confidence, url }: Evidence) {
  return (
    <li>
      <p>{claim}</p>
      <p className="why">
        {source}, {year}. {place}. {gradeWords[grade]}. {confidenceWords[confidence]}.
        {url ? (
          <>
            {' '}
            <a href={url} rel="noreferrer">
              {cardWords.source}
              <span className="visually-hidden">: {source}</span>
            </a>
          </>
        ) : null}
      </p>
    </li>
  )
}

function About({ card }: { card: CardNotes }) {
  const { provenance, reviewBy } = card
  const written = [
    `${provenance.writtenFrom}.`,
    provenance.livedExperience ? cardWords.contributor : cardWords.noContributor,
    provenance.readByPanelOn ? cardWords.panel(provenance.readByPanelOn) : cardWords.noPanel,
  ]
  return (
    <Facts
      of={[
        { label: cardWords.ages, value: agesInWords(card.ages) },
        { label: cardWords.minutes, value: cardListWords.minutes(card.minutes) },
        { label: cardWords.raises, value: card.topics.map((topic) => topicWords[topic]).join(', ') },
        { label: cardWords.reading, value: cardWords.readingSays },
        { label: cardWords.written, value: written.join(' ') },
        { label: cardWords.version, value: `${card.id}, version ${card.version}` },
        { label: cardWords.reviewBy, value: reviewBy && formatDay(reviewBy, 'short') },
      ]}
    />
  )
}
