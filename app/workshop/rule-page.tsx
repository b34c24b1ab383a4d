import type { CivilDate } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { Card, Columns, Facts, Tag } from '~/ui/parts'
import type { ChangeShown, RuleShown, SettingShown } from './rule-view'
import { workshopWords } from './words'

/** A rule as it stands here, and everything that was changed of it. */
export function RulePage({
  rule,
  changes,
  lawDueOn,
  mayChange,
  formKey,
}: {
  rule: RuleShown
  changes: readonly ChangeShown[]
  lawDueOn: CivilDate | null
  mayChange: boolean
  formKey: string
}) {
  return (
    <>
      {lawDueOn ? <p className="check">{workshopWords.lawDue(lawDueOn)}</p> : null}
      <Columns>
        <Card title={workshopWords.asks}>
          {rule.isOwn ? <p>{workshopWords.own}</p> : <p>{workshopWords.asItComes}</p>}
          <Settings settings={rule.settings} graceDays={rule.graceDays} />
        </Card>
        <Card title={workshopWords.looksAt}>
          <ul>
            {rule.looksAt.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          <Facts
            of={[
              { label: workshopWords.ends, value: rule.endsWhen },
              { label: workshopWords.actions, value: rule.actions.join('. ') },
              { label: workshopWords.owner, value: rule.owner },
            ]}
          />
        </Card>
      </Columns>
      <Card title={workshopWords.source}>
        <p>
          <a href={rule.source.url} rel="noreferrer">
            {rule.source.title}
          </a>
        </p>
        <h3>{workshopWords.laws}</h3>
        <ul>
          {rule.laws.map(({ code, from, checkedOn }) => (
            <li key={code}>
              {code}: {workshopWords.inForceFrom(from)}, {workshopWords.checked(checkedOn)}
            </li>
          ))}
        </ul>
        <Facts of={[{ label: workshopWords.edition, value: rule.edition }]} />
      </Card>
      <section aria-labelledby="history">
        <h2 id="history">{workshopWords.history}</h2>
        {changes.length === 0 ? <p>{workshopWords.noHistory}</p> : null}
        <ol className="plain-list">
          {changes.map((change) => (
            <li key={change.id} className="card">
              <p className="who">
                {workshopWords.from(change.effectiveOn)} <State change={change} />
              </p>
              <p className="typed">{change.because}</p>
              {change.settings ? (
                <Settings settings={change.settings} graceDays={change.graceDays ?? rule.graceDays} />
              ) : (
                <p>{workshopWords.asComes}</p>
              )}
              <p className="why">{workshopWords.by(change.by, change.madeOn)}</p>
              {change.undoneOn ? (
                <p className="why">{workshopWords.undoneBy(change.undoneBy, change.undoneOn)}</p>
              ) : null}
              {mayChange && change.state !== 'past' ? <Undo change={change} formKey={formKey} /> : null}
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Undo({ change, formKey }: { change: ChangeShown; formKey: string }) {
  const waits = change.state === 'waits'
  return (
    <form method="post">
      <Kept formKey={formKey} />
      <button className="btn q ds_button ds_button--secondary" type="submit" name="undo" value={change.id}>
        {waits ? workshopWords.drop : workshopWords.undo}
      </button>
      <p className="hint">{waits ? workshopWords.dropSays : workshopWords.undoSays}</p>
    </form>
  )
}

function State({ change: { state } }: { change: ChangeShown }) {
  if (state === 'waits') return <Tag tone="gorse">{workshopWords.waiting}</Tag>
  return state === 'in-force' ? (
    <Tag tone="moss">{workshopWords.inForce}</Tag>
  ) : (
    <Tag tone="plain">{workshopWords.past}</Tag>
  )
}

export function Settings({ settings, graceDays }: { settings: readonly SettingShown[]; graceDays: number }) {
  return (
    <Facts
      of={[
        ...settings.map(({ name, label, lines }) => ({
          label,
          value: lines.length === 0 ? workshopWords.none : <Lines key={name} lines={lines} />,
        })),
        { label: workshopWords.grace, value: graceDays },
      ]}
    />
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  if (lines.length === 1) return lines[0]
  return (
    <ul className="plain-list">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
