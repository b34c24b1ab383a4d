import type { SuggestedCard } from '~/narratives/card-view'
import { SuggestedCards } from '~/narratives/suggested-cards'
import { chooseTo, fittedTo, type LookedAtFor, programmeTo } from '~/programmes/directory-view'
import type { Fitted, ProgrammeToFit } from '~/programmes/fit'
import { reasonInWords, verdictWords } from '~/programmes/fit-words'
import { startInWords } from '~/programmes/words'
import type { CivilDate } from '~/shared/civil-date'
import { Columns, Empty, Tag } from '~/ui/parts'
import { talkWords } from './words'

type Offered = Fitted<ProgrammeToFit & { provider: string }>

/** Beside a change that is coming: what could be talked about, and something real that could be offered, each with its reasons. */
export function TalkAndOffer({
  cards,
  programmes,
  name,
  lookedAt,
  mayRefer,
  today,
}: {
  cards: readonly SuggestedCard[]
  programmes: readonly Offered[]
  name: string
  lookedAt: LookedAtFor
  mayRefer: boolean
  today: CivilDate
}) {
  return (
    <Columns>
      <section className="card" aria-labelledby="to-talk">
        <h2 id="to-talk">{talkWords.talk}</h2>
        <SuggestedCards cards={cards} />
      </section>
      <section className="card" aria-labelledby="to-offer">
        <h2 id="to-offer">{talkWords.offer}</h2>
        {programmes.length ? (
          <ul className="list" aria-label={talkWords.offer}>
            {programmes.map((fitted) => (
              <Programme key={fitted.programme.id} fitted={fitted} {...{ name, lookedAt, mayRefer, today }} />
            ))}
          </ul>
        ) : (
          <Empty>
            <p>{talkWords.none}</p>
          </Empty>
        )}
        <p className="why">
          <a href={fittedTo(lookedAt)}>{talkWords.all}</a>
        </p>
      </section>
    </Columns>
  )
}

function Programme({
  fitted: { programme, verdict, reasons },
  name,
  lookedAt,
  mayRefer,
  today,
}: {
  fitted: Offered
  name: string
  lookedAt: LookedAtFor
  mayRefer: boolean
  today: CivilDate
}) {
  const first = reasons.find(({ is }) => is === 'ask') ?? reasons.find(({ is }) => is === 'yes')
  return (
    <li className="suggested-row">
      <div>
        <h3 className="who">
          <a href={programmeTo(programme.id, lookedAt)}>{programme.name}</a>
        </h3>
        <p className="why">
          {programme.provider} · {startInWords(programme.nextStartOn, today)}
        </p>
        <p className="why">
          <Tag tone={verdict === 'fits' ? 'moss' : 'gorse'}>{verdictWords[verdict]}</Tag>{' '}
          {first ? reasonInWords(first, programme, name).says : null}
        </p>
      </div>
      {mayRefer ? (
        <a className="btn q ds_button ds_button--secondary" href={chooseTo(programme.id, lookedAt)}>
          {talkWords.choose}
          <span className="visually-hidden">: {programme.name}</span>
        </a>
      ) : null}
    </li>
  )
}
