import type { ReactNode } from 'react'
import { capital, dayAndDistance } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Details, Tag } from '~/ui/parts'
import type { Turn } from './budget'
import type { DecisionKind, DecisionReason } from './decision'
import type { Certainty, Duty } from './rule'
import {
  certaintyWords,
  decidedWords,
  decideWords,
  factInWords,
  plannedWords,
  reasonWords,
  ruleWords,
  standingOfDuty,
  todayWords,
  toldInWords,
  turnInWords,
  valueInWords,
  whenInWords,
  whyWords,
} from './words'

export type WhyFact = {
  /** A kind of key date, or a part of the record such as `date_of_birth`, as `transitions --json` names them. */
  fact: string
  value: string | null
  kind: 'fact' | 'reported' | 'opinion'
  source: string
  recordedOn: CivilDate
  recordedBy: string | null
  stale: boolean
  /** Where it can be seen and corrected. */
  to?: string
}

export type Why = {
  rule: string
  /** The edition of the rule, and the version of the law it stands on. */
  edition: number
  lawVersion: string
  source: { title: string; url: string }
  explanation: string
  date: CivilDate | null
  certainty: Certainty
  /** The later day on which they plan to leave school, from which the steps count. */
  plannedOn?: CivilDate | null
  basis: readonly WhyFact[]
  dataGaps: readonly string[]
  warnings: readonly string[]
  duties: readonly Duty[]
  steps: readonly { step: string; on: CivilDate; says: string; done: boolean }[]
  suggestedActions: readonly string[]
  endsWhen: string
  owner: string
  /** Where it stands for this worker, where something of it is due. */
  turn: Turn | null
  /** Their organisation set its lead times or limits. */
  isOwn?: boolean
  /** The day by which the law behind the rule should have been checked, where nobody did. */
  lawDueOn?: CivilDate | null
  moves: readonly {
    from: CivilDate | null
    to: CivilDate | null
    because: string
    on: CivilDate
    by: string | null
  }[]
  decisions: readonly PastDecision[]
}

export type PastDecision = {
  kind: DecisionKind
  reason: DecisionReason | null
  note: string
  backOn: CivilDate | null
  by: string
  on: CivilDate
}

/** Everything that a prompt stands on: rule, facts, gaps, duties, law, what would end it, how it moved, what was decided. */
export function WhyPanel({ why, today }: { why: Why; today: CivilDate }) {
  return (
    <section className="card" aria-labelledby="why">
      <h2 id="why" tabIndex={-1}>
        {whyWords.title}
      </h2>
      <p>{why.explanation}</p>
      {why.warnings.map((warning) => (
        <p className="check" key={warning}>
          <b>{whyWords.warnings}:</b> {warning}.
        </p>
      ))}
      {why.turn ? <WhereItStands turn={why.turn} today={today} /> : null}
      {why.lawDueOn ? <p className="check">{whyWords.lawDue(formatDay(why.lawDueOn))}</p> : null}
      <dl className="facts">
        <Item label={whyWords.rule}>{ruleWords[why.rule] ?? why.rule}</Item>
        <Item label={whyWords.found}>{whenInWords(why.date, why.certainty, today, why.plannedOn)}</Item>
        {why.date === null ? null : <Item label={whyWords.certainty}>{certaintyWords[why.certainty]}</Item>}
      </dl>

      <h3>{whyWords.facts}</h3>
      <FactsUsed basis={why.basis} />
      <Gaps gaps={why.dataGaps} />
      <h3>{whyWords.ends}</h3>
      <p>{why.endsWhen}</p>
      <Duties duties={why.duties} today={today} />
      <Plain title={whyWords.actions} items={why.suggestedActions} />
      <Decisions decisions={why.decisions} />
      <Moves moves={why.moves} />
      <Details summary={whyWords.steps}>
        {why.isOwn ? <p>{whyWords.asSet}</p> : null}
        {why.plannedOn ? <p>{plannedWords.countFrom(why.plannedOn)}</p> : null}
        <ol className="plain-list">
          {why.steps.map(({ step, on, says, done }) => (
            <li key={step}>
              <b>{formatDay(on)}</b> {done ? <Tag tone="moss">{whyWords.stepDone}</Tag> : null}
              <br />
              {says}
            </li>
          ))}
        </ol>
      </Details>
      <Details summary={whyWords.law}>
        <dl className="facts">
          <Item label={whyWords.law}>
            <a href={why.source.url} rel="noreferrer">
              {why.source.title}
            </a>
          </Item>
          <Item label={whyWords.version}>{why.lawVersion}</Item>
          <Item label={whyWords.edition}>{why.edition}</Item>
          <Item label={whyWords.owner}>{capital(why.owner)}</Item>
        </dl>
      </Details>
    </section>
  )
}

/** Whether it waits its turn, and from when a manager sees it too: whoever works at it hears of that first. */
function WhereItStands({ turn, today }: { turn: Turn; today: CivilDate }) {
  const { waits, how, raisedOn } = turn
  if (waits) return <p>{turnInWords(turn)}.</p>
  if (raisedOn === null || how === 'unled') return null
  return <p>{raisedOn <= today ? todayWords.raised : `${whyWords.escalates} ${formatDay(raisedOn)}`}.</p>
}

function Item({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function FactsUsed({ basis }: { basis: readonly WhyFact[] }) {
  if (basis.length === 0) return <p>{whyWords.noFacts}</p>
  return (
    <ul className="plain-list">
      {basis.map((each) => (
        <li key={`${each.fact} ${each.value} ${each.source}`}>
          <b>
            {each.to ? <a href={each.to}>{factInWords(each.fact)}</a> : factInWords(each.fact)}:{' '}
            {valueInWords(each.value, each.fact === 'date_of_birth' ? 'short' : 'long')}
          </b>{' '}
          {each.stale ? <Tag tone="gorse">{whyWords.stale}</Tag> : null}
          <span className="why">{toldInWords(each)}</span>
        </li>
      ))}
    </ul>
  )
}

function Gaps({ gaps }: { gaps: readonly string[] }) {
  if (gaps.length === 0) return null
  return (
    <div className="check">
      <h3>{whyWords.gaps}</h3>
      <ul>
        {gaps.map((gap) => (
          <li key={gap}>{capital(gap)}</li>
        ))}
      </ul>
    </div>
  )
}

function Duties({ duties, today }: { duties: readonly Duty[]; today: CivilDate }) {
  if (duties.length === 0) return null
  return (
    <>
      <h3>{whyWords.duties}</h3>
      <ul className="plain-list">
        {duties.map(({ what, by, standing }) => (
          <li key={`${what} ${by}`}>
            <b>{capital(what)}</b>
            <span className="why">
              {by.length > 10 ? valueInWords(by) : dayAndDistance(by as CivilDate, today)} ·{' '}
              {standingOfDuty[standing]}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Plain({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  )
}

function Decisions({ decisions }: { decisions: readonly PastDecision[] }) {
  if (decisions.length === 0) return null
  return (
    <>
      <h3>{whyWords.decisions}</h3>
      <ol className="plain-list">
        {decisions.map(({ kind, reason, note, backOn, by, on }, nth) => (
          <li key={`${on} ${by} ${kind} ${note}`}>
            <b>{decidedWords[kind]}</b>
            {reason ? `: ${reasonWords[reason].toLowerCase()}` : ''}
            {backOn ? `. ${whyWords.backOn} ${formatDay(backOn)}` : ''}
            {nth === 0 && reason === 'not-safe-to-raise-now' ? (
              <>
                {'. '}
                <a href="/supervision">{decideWords.talkOver}</a>
              </>
            ) : null}
            {note ? <span className="typed said">{note}</span> : null}
            <span className="why">
              {by}, {formatDay(on, 'short')}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}

function Moves({ moves }: { moves: Why['moves'] }) {
  if (moves.length === 0) return null
  const day = (on: CivilDate | null) => (on === null ? whyWords.notKnown : formatDay(on, 'short'))
  return (
    <>
      <h3>{whyWords.moves}</h3>
      <ol className="plain-list">
        {moves.map(({ from, to, because, on, by }) => (
          <li key={`${on} ${from} ${to}`}>
            <s>{day(from)}</s> → <b>{day(to)}</b>
            <span className="why">
              {because}
              {because ? ' · ' : ''}
              {by ? `${by}, ` : ''}
              {formatDay(on, 'short')}
            </span>
          </li>
        ))}
      </ol>
    </>
  )
}
