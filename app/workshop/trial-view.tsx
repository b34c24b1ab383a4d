import type { CivilDate } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, TextField } from '~/ui/inputs'
import { Actions, Button, Card, Columns, Facts, Message, Pager } from '~/ui/parts'
import { Follow } from './follow'
import { Settings } from './rule-page'
import type { SettingShown } from './rule-view'
import { trialWords } from './words'

export type TrialShown = {
  id: string
  state: 'asked' | 'running' | 'done' | 'stopped'
  why: 'replaced' | 'failed' | null
  people: number
  peopleInAll: number | null
  counts: { label: string; value: number }[]
  isNothing: boolean
  isOld: boolean
  isUndo: boolean
  savedFrom: CivilDate | null
  settings: SettingShown[]
  graceDays: number
  rows: { key: string; personId: string; name: string; says: string }[]
  mayOpen: boolean
}

/** How far a trial is and, once it is done, what the change would do. */
export function TrialView({
  trial,
  to,
  next,
  mayChange,
  today,
  formKey,
  values = {},
  errors,
}: {
  trial: TrialShown
  to: string
  next?: string
  mayChange: boolean
  today: CivilDate
  formKey: string
  values?: Readonly<Record<string, string>>
  errors?: Errors
}) {
  if (trial.state === 'asked' || trial.state === 'running') return <UnderWay trial={trial} to={to} />
  if (trial.state === 'stopped')
    return (
      <>
        <p>
          {trialWords.stopped} {trialWords[trial.why ?? 'failed']}
        </p>
        <p>
          <a href={to.replace(/\/[^/]+$/, '')}>{trialWords.again}</a>
        </p>
      </>
    )
  return (
    <>
      {trial.savedFrom ? <Message>{trialWords.saved(trial.savedFrom)}</Message> : null}
      {trial.isUndo ? <p>{trialWords.undoing}</p> : null}
      {trial.isOld && !trial.savedFrom ? (
        <p className="check">
          {trialWords.old} <a href={to.replace(/\/[^/]+$/, '')}>{trialWords.again}</a>
        </p>
      ) : null}
      <Columns>
        <Card title={trialWords.counts}>
          {trial.isNothing ? <p>{trialWords.nothing}</p> : null}
          <Facts of={trial.counts} />
        </Card>
        <Card title={trialWords.would}>
          <Settings settings={trial.settings} graceDays={trial.graceDays} />
        </Card>
      </Columns>
      {mayChange && !trial.savedFrom ? (
        <form method="post" noValidate>
          <ErrorSummary errors={errors} />
          <Kept formKey={formKey} />
          <DateField
            name="effectiveOn"
            label={trialWords.effectiveOn}
            hint={trialWords.effectiveHint}
            value={values.effectiveOn ?? today}
            error={errors?.effectiveOn}
            min={today}
          />
          <TextField
            name="because"
            label={trialWords.because}
            hint={trialWords.becauseHint}
            value={values.because}
            error={errors?.because}
            maxLength={500}
          />
          <Actions>
            <Button>{trialWords.save}</Button>
          </Actions>
        </form>
      ) : null}
      <Rows trial={trial} />
      <Pager next={next} />
    </>
  )
}

function UnderWay({ trial: { people, peopleInAll }, to }: { trial: TrialShown; to: string }) {
  return (
    <>
      <Follow />
      <p>{trialWords.goOn}</p>
      <div role="status">
        <p>{trialWords.far(people, peopleInAll)}</p>
      </div>
      {peopleInAll ? (
        <progress className="far" value={people} max={peopleInAll} aria-label={trialWords.underWay} />
      ) : null}
      <p>
        <a href={to}>{trialWords.refresh}</a>
      </p>
    </>
  )
}

function Rows({ trial }: { trial: TrialShown }) {
  if (trial.isNothing) return null
  if (trial.rows.length === 0) return <p>{trialWords.countsAlone}</p>
  return (
    <section aria-labelledby="whose">
      <h2 id="whose">{trialWords.rows}</h2>
      <ul className="list">
        {trial.rows.map(({ key, personId, name, says }) => (
          <li key={key}>
            <p className="who">{trial.mayOpen ? <a href={`/people/${personId}`}>{name}</a> : name}</p>
            <p>{says}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
