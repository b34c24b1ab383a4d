import { fieldsOf, optionsOf, type Values } from '~/caseload/record-form'
import type { DraftsOfForm } from '~/drafts/drafts-of-form'
import { KeptDraft } from '~/drafts/kept-draft'
import type { CivilDate } from '~/shared/civil-date'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, Radios, Select, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink, Details } from '~/ui/parts'
import { CardMarks } from './card-marks'
import { ConcernSteps } from './concern-steps'
import { attendanceWords, obstacleWords, recordLabels, recordWords } from './words'

export type RecordFormProps = {
  formKey: string
  draft: DraftsOfForm
  values: Values
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
  today: CivilDate
  /** The cards of the plan, or those that were used. */
  cards: readonly { id: string; version: number; title: string; askFirst: string }[]
  /** Cards that were not planned, to choose one from. */
  others: readonly { value: string; label: string }[]
  kind: 'planned' | 'unplanned' | 'amended'
  version?: number
  transitionId?: string | null
  backTo: string
}

/**
 * One page for what happened, in the order in which it is told: the strength comes before the worry, and the worry before the cards,
 * so that nothing above the answer moves when the steps to take come into the cards' place. That is done by style alone; where a
 * browser can't, all of it stands open. What was written about a card stays.
 */
export function RecordForm({
  formKey,
  draft,
  values,
  errors = {},
  kind,
  version,
  ...shown
}: RecordFormProps) {
  const field = fieldsOf(values, errors, recordLabels)
  return (
    <form method="post" className="record" autoComplete="off">
      <ErrorSummary errors={Object.keys(errors).length ? errors : undefined} />
      {shown.conflict ? <Conflict {...shown.conflict} /> : null}
      <Kept formKey={formKey} version={version} />
      {shown.transitionId ? <input type="hidden" name="transitionId" value={shown.transitionId} /> : null}
      <KeptDraft draft={draft} />

      <p className="hint">{recordWords.onlyThese}</p>
      {kind === 'unplanned' ? (
        <div className="when-where">
          <DateField {...field('on')} max={shown.today} required />
          <TextField {...field('at')} width="short" />
          <TextField {...field('place')} width="medium" />
        </div>
      ) : null}
      <Radios {...field('attendance')} options={optionsOf(attendanceWords)} required />
      <div className="in-the-way">
        <Select {...field('obstacle')} options={optionsOf(obstacleWords)} empty={recordWords.choose} />
        <TextField {...field('gotInTheWay')} />
      </div>
      <TextArea {...field('did')} rows={4} />
      <TextArea {...field('theirWords')} hint={recordWords.theirWordsHint} rows={4} />
      <TextArea {...field('strengthSeen')} rows={2} />

      <Radios
        {...field('worry')}
        hint={recordWords.worryHint}
        options={[
          { value: 'no', label: recordWords.worryNo },
          { value: 'yes', label: recordWords.worryYes },
        ]}
        across="across"
        required
      />
      <ConcernSteps values={values} errors={errors} today={shown.today} />
      <p className="cards-away">{recordWords.cardsAway}</p>

      <div className="card-marks">
        {shown.cards.map((card) => (
          <CardMarks
            key={card.id}
            under={`card.${card.id}`}
            title={card.title}
            askFirst={card.askFirst}
            version={card.version}
            values={values}
            errors={errors}
          />
        ))}
        {shown.others.length > 0 ? (
          <Details summary={recordWords.otherCardMore}>
            <Select {...field('otherCard')} options={shown.others} empty={recordWords.otherCardNone} />
            <CardMarks under="other" values={values} errors={errors} />
          </Details>
        ) : null}
      </div>

      <TextArea {...field('nextStep')} rows={2} />
      <DateField {...field('nextOn')} min={shown.today} />

      {kind === 'amended' ? <TextField {...field('because')} required /> : null}
      <Actions>
        <Button>{recordWords.save}</Button>
        <ButtonLink kind="quiet" to={shown.backTo}>
          {recordWords.leave}
        </ButtonLink>
      </Actions>
    </form>
  )
}
