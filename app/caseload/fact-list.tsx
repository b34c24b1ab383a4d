import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { Button, ButtonLink, Details, Empty, Tag } from '~/ui/parts'
import type { Differing, Said } from './disagreement'
import { detailInWords, titleOf } from './fact-in-words'
import { comesFrom, detailWords, factCertaintyWords, factWords, standingWords } from './words'

/** A fact as it stands, or stood. */
export type FactSaid = {
  happensOn: CivilDate
  atTime: string | null
  endsOn: CivilDate | null
  certainty: keyof typeof factCertaintyWords
  standing: keyof typeof standingWords
  source: string
  documentRef: string | null
  receivedOn: CivilDate | null
  details: Readonly<Record<string, string>>
  note: string | null
}

export type ListedFact = FactSaid & {
  factId: string
  kind: string
  version: number
  recordedOn: CivilDate
  recordedBy: string | null
  confirmedOn: CivilDate | null
  /** A passing fact that nobody has looked at for half a year. */
  isStale: boolean
  withdrawn: { on: CivilDate; because: string; by: string | null } | null
  /** Earlier versions, the latest first: who put which instead, when, and why. */
  versions: readonly (FactSaid & {
    version: number
    replacedOn: CivilDate
    by: string | null
    because: string | null
  })[]
  /** What the source sends and our hand says otherwise, by column: a person decides. */
  disagreement?: (Pick<Differing, 'ours' | 'theirs'> & Partial<Differing> & Sent) | null
  /** Where it is corrected or withdrawn; left out for whoever may only read. */
  to?: { correct: string; withdraw: string }
  /** Where "Still true" is sent. */
  confirm?: { action: string; formKey: string }
}
/** Where a decision between the two is sent. */
type Sent = { action: string; formKey: string }

/** Every key date with its source and history. What was withdrawn stays, struck through, with its reason. */
export function FactList({ facts }: { facts: readonly ListedFact[] }) {
  if (facts.length === 0) return <Empty>{factWords.nothing}</Empty>
  return (
    <ul className="list">
      {facts.map((fact) => (
        <li key={fact.factId} id={`fact-${fact.factId}`} className="fact">
          <OneFact fact={fact} />
        </li>
      ))}
    </ul>
  )
}

function OneFact({ fact }: { fact: ListedFact }) {
  const { withdrawn, disagreement, versions } = fact
  const title = titleOf(fact.kind)
  return (
    <>
      <div className="fact-head">
        <h3>{withdrawn ? <s>{title}</s> : title}</h3>
        <p>{withdrawn ? <s>{daysOf(fact)}</s> : daysOf(fact)}</p>
        {fact.isStale && !withdrawn ? <Tag tone="gorse">{factWords.stale}</Tag> : null}
        {fact.standing === 'fact' ? null : <Tag tone="plain">{standingWords[fact.standing]}</Tag>}
      </div>
      <p className="why">{sourceOf(fact)}</p>
      {withdrawn ? (
        <p className="why">
          {factWords.withdrawn} {formatDay(withdrawn.on, 'short')}
          {withdrawn.by ? ` ${factWords.by} ${withdrawn.by}` : ''}: {withdrawn.because}
        </p>
      ) : (
        <SaidMore fact={fact} />
      )}
      {disagreement ? <Disagreement {...disagreement} version={fact.version} /> : null}
      {versions.length ? (
        <Details summary={factWords.earlier(versions.length)}>
          <ol className="plain-list">
            {versions.map((was) => (
              <li key={was.version}>
                <s>{daysOf(was)}</s>
                <span className="why">
                  {sourceOf(was)}. {factWords.replaced} {formatDay(was.replacedOn, 'short')}
                  {was.by ? ` ${factWords.by} ${was.by}` : ''}
                  {was.because ? `: ${was.because}` : ''}
                </span>
              </li>
            ))}
          </ol>
        </Details>
      ) : null}
      {withdrawn ? null : <FactActions fact={fact} title={title} />}
    </>
  )
}

function SaidMore({ fact }: { fact: ListedFact }) {
  const said = Object.entries(fact.details).filter(([, value]) => value !== '')
  if (said.length === 0 && !fact.note) return null
  return (
    <div className="fact-more">
      {said.length ? (
        <dl className="facts">
          {said.map(([name, value]) => (
            <div key={name}>
              <dt>{detailWords[name] ?? name}</dt>
              <dd>{detailInWords(fact.kind, name, value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {fact.note ? <p className="typed">{fact.note}</p> : null}
    </div>
  )
}

function FactActions({ fact, title }: { fact: ListedFact; title: string }) {
  const about = <span className="visually-hidden">: {`${title}, ${formatDay(fact.happensOn, 'short')}`}</span>
  if (!fact.to && !fact.confirm) return null
  return (
    <div className="fact-actions">
      {fact.confirm ? (
        <form method="post" action={fact.confirm.action}>
          <Kept formKey={fact.confirm.formKey} version={fact.version} />
          <Button kind="quiet">
            {factWords.stillTrue}
            {about}
          </Button>
        </form>
      ) : null}
      {fact.to ? (
        <>
          <a href={fact.to.correct}>
            {factWords.correct}
            {about}
          </a>
          <a href={fact.to.withdraw}>
            {factWords.withdraw}
            {about}
          </a>
        </>
      ) : null}
    </div>
  )
}

/** What we say and what the source sends, side by side. Posts `keep` as `ours` or `theirs`. `heading` follows the one above it. */
export function Disagreement({
  ours,
  theirs,
  byHand = 'corrected',
  heading = 'h4',
  action,
  formKey,
  version,
}: NonNullable<ListedFact['disagreement']> & { version: number; heading?: 'h2' | 'h4' }) {
  return (
    <form className="check disagreement" method="post" action={action}>
      <Kept formKey={formKey} version={version} />
      <p>
        <b>{factWords.disagree[byHand]}</b>
      </p>
      <div className="both">
        <Side
          title={factWords.ours[byHand]}
          said={ours}
          keep="ours"
          button={factWords.keepOurs[byHand]}
          heading={heading}
        />
        <Side
          title={factWords.theirs}
          said={theirs}
          keep="theirs"
          button={factWords.takeTheirs}
          heading={heading}
        />
      </div>
    </form>
  )
}

function Side({
  title,
  said,
  keep,
  button,
  heading: Heading,
}: {
  title: string
  said: readonly Said[]
  keep: 'ours' | 'theirs'
  button: string
  heading: 'h2' | 'h4'
}) {
  return (
    <div className="card">
      <Heading>{title}</Heading>
      <dl className="facts">
        {said.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="typed">{value}</dd>
          </div>
        ))}
      </dl>
      <Button kind="quiet" name="keep" value={keep}>
        {button}
      </Button>
    </div>
  )
}

export function AddFactLink({ to }: { to: string }) {
  return (
    <ButtonLink kind="quiet" to={to}>
      {factWords.add}
    </ButtonLink>
  )
}

function daysOf({ happensOn, atTime, endsOn }: FactSaid): string {
  const day = atTime ? `${formatDay(happensOn)} ${factWords.at} ${atTime}` : formatDay(happensOn)
  return endsOn ? `${day} ${factWords.until} ${formatDay(endsOn)}` : day
}

function sourceOf(
  said: FactSaid & Partial<Pick<ListedFact, 'recordedOn' | 'recordedBy' | 'confirmedOn'>>,
): string {
  const { certainty, source, documentRef, receivedOn, recordedOn, recordedBy, confirmedOn } = said
  return [
    factCertaintyWords[certainty],
    comesFrom(source),
    documentRef ? `${factWords.paper} ${documentRef}` : '',
    receivedOn ? `${factWords.received} ${formatDay(receivedOn, 'short')}` : '',
    recordedOn
      ? `${factWords.recorded} ${formatDay(recordedOn, 'short')}${recordedBy ? ` ${factWords.by} ${recordedBy}` : ''}`
      : '',
    confirmedOn ? `${factWords.confirmed} ${formatDay(confirmedOn, 'short')}` : '',
  ]
    .filter(Boolean)
    .join(' · ')
}
