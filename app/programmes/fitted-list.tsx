import type { CivilDate } from '~/shared/civil-date'
import { Heading } from '~/ui/page-title'
import { ButtonLink, Details, Empty } from '~/ui/parts'
import { chooseTo, type LookedAtFor, programmeTo } from './directory-view'
import { canBeChosen, type Fitted, type ProgrammeToFit, type Reason } from './fit'
import type { FitGroups } from './fit-groups'
import { fittedWords, isWords, questionFor, reasonInWords, verdictWords } from './fit-words'
import type { ProgrammeKind } from './kinds'
import { kindWords, placesInWords, startInWords } from './words'

type Shown = ProgrammeToFit & { provider: string; kind: ProgrammeKind }

type Looking = {
  /** How the young person is called. */
  name: string
  lookedAt: LookedAtFor
  /** Whether this worker may refer them at all. */
  may: 'choose' | 'only-look'
  today: CivilDate
}

/**
 * Programmes held against one person, each with its reasons: what fits, what must be checked first, and folded what does not fit, so
 * that a worker can argue with it. Where nothing fits and nothing only needs an answer, the nearest stand open with what to ask.
 */
export function FittedList({ groups, ...looking }: Looking & { groups: FitGroups<Shown> }) {
  const { fits, checkFirst, nearest, doesNotFit, hasMore } = groups
  if (fits.length + checkFirst.length + nearest.length + doesNotFit.length === 0)
    return <Empty>{fittedWords.nothingAtAll}</Empty>
  return (
    <>
      {fits.length + checkFirst.length === 0 ? <Empty>{fittedWords.nothing}</Empty> : null}
      <Group id="fits" label={verdictWords.fits} fitted={fits} {...looking} />
      <Group id="check-first" label={verdictWords['check-first']} fitted={checkFirst} {...looking} />
      <Group id="nearest" label={fittedWords.nearest} fitted={nearest} asks="asks" {...looking} />
      {doesNotFit.length ? (
        <Details summary={fittedWords.doesNotFit(doesNotFit.length, hasMore ? 'and-others' : 'all')}>
          <List label={verdictWords['does-not-fit']} fitted={doesNotFit} {...looking} />
          {hasMore ? (
            <p>
              <a href="/programmes">{fittedWords.more}</a>
            </p>
          ) : null}
        </Details>
      ) : null}
    </>
  )
}

type Listed = Looking & { label: string; fitted: readonly Fitted<Shown>[]; asks?: 'asks' }

function Group({ id, ...list }: Listed & { id: string }) {
  if (list.fitted.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <Heading id={id} count={list.fitted.length}>
        {list.label}
      </Heading>
      <List {...list} />
    </section>
  )
}

function List({ label, fitted, asks, ...looking }: Listed) {
  return (
    <ul className="list fitted" aria-label={label}>
      {fitted.map((each) => (
        <li key={each.programme.id}>
          <div className="fitted-head">
            <div>
              <h3 className="who">
                <a href={programmeTo(each.programme.id, looking.lookedAt)}>{each.programme.name}</a>
              </h3>
              <p className="why">
                {kindWords[each.programme.kind]} · {each.programme.provider}
              </p>
              {each.programme.status === 'open' ? (
                <p className="why">
                  {startInWords(each.programme.nextStartOn, looking.today)} ·{' '}
                  {placesInWords(each.programme, looking.today)}
                </p>
              ) : null}
            </div>
            <Choose fitted={each} {...looking} />
          </div>
          <ul className="reasons" aria-label={fittedWords.reasons(each.programme.name)}>
            {each.reasons.map((reason) => (
              <WhyLine
                key={reason.what}
                reason={reason}
                programme={each.programme}
                name={looking.name}
                asks={asks}
              />
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

function Choose({ fitted, lookedAt, may }: Pick<Looking, 'lookedAt' | 'may'> & { fitted: Fitted<Shown> }) {
  const { id, name } = fitted.programme
  const choice = may === 'choose' ? canBeChosen(fitted.programme, fitted) : 'no'
  if (choice === 'no') return null
  const anyway = choice === 'with-a-reason'
  return (
    <div className="choose">
      <ButtonLink kind="quiet" to={chooseTo(id, lookedAt, anyway ? 'anyway' : undefined)}>
        {anyway ? fittedWords.chooseAnyway : fittedWords.choose}
        <span className="visually-hidden"> {name}</span>
      </ButtonLink>
      {anyway ? <p className="why">{fittedWords.anywayHint}</p> : null}
    </div>
  )
}

function WhyLine({
  reason,
  programme,
  name,
  asks,
}: {
  reason: Reason
  programme: Shown
  name: string
  asks?: 'asks'
}) {
  const { says, from } = reasonInWords(reason, programme, name)
  return (
    <li className={`reason is-${reason.is}`}>
      <b>{isWords[reason.is]}</b>
      <div>
        {says}
        {asks && reason.is === 'no' ? <p>{questionFor(reason, name)}</p> : null}
      </div>
      {from ? <span className="why">{from}</span> : null}
    </li>
  )
}
