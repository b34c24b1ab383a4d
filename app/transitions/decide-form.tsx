import { addDays, type CivilDate } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Group, Kept } from '~/ui/field'
import { DateField, Radios, TextArea } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import {
  DAYS_PUT_OFF_AT_MOST,
  DAYS_UNTIL_ASKED_AGAIN,
  type DecisionKind,
  decisionKinds,
  NOTE_MAX,
  reasonsFor,
} from './decision'
import { decideWords, decisionHints, decisionWords, reasonWords } from './words'

export type DecideFormProps = {
  formKey: string
  version: number
  /** The step of the prompt that is decided. */
  step: string
  today: CivilDate
  /** What was typed, when it comes back to be mended: kind, reason, backOn, note, useful. */
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
  action?: string
}

/**
 * Ends a prompt in a recorded decision. Posts `kind`, `reason`, `backOn`, `note`, `useful`, `step`, with `formKey` and `version`.
 * What goes with a decision unfolds under it by style alone; where a browser can't, all of it stands open.
 */
export function DecideForm({ formKey, version, step, today, values = {}, errors, action }: DecideFormProps) {
  return (
    <section className="card" aria-labelledby="decide">
      <h2 id="decide" tabIndex={-1}>
        {decideWords.title}
      </h2>
      <ErrorSummary errors={errors} />
      <form method="post" action={action}>
        <Kept formKey={formKey} version={version} />
        <input type="hidden" name="step" value={step} />
        <Group name="kind" label={decideWords.kind} error={errors?.kind}>
          {decisionKinds.map((kind) => (
            <Choice
              key={kind}
              kind={kind}
              values={values}
              errors={errors}
              today={today}
              isAsk={step === 'ask'}
            />
          ))}
        </Group>
        <TextArea
          name="note"
          label={decideWords.note}
          hint={decideWords.noteHint}
          error={errors?.note}
          value={values.note}
          rows={3}
          maxLength={NOTE_MAX}
        />
        <Radios
          name="useful"
          label={decideWords.useful}
          hint={decideWords.usefulHint}
          error={errors?.useful}
          value={values.useful}
          across="across"
          options={[
            { value: 'yes', label: decideWords.yes },
            { value: 'no', label: decideWords.no },
          ]}
        />
        <Actions>
          <Button>{decideWords.save}</Button>
        </Actions>
      </form>
    </section>
  )
}

function Choice({
  kind,
  values,
  errors,
  today,
  isAsk,
}: { kind: DecisionKind; isAsk: boolean } & Required<Pick<DecideFormProps, 'values' | 'today'>> &
  Pick<DecideFormProps, 'errors'>) {
  const id = kind === decisionKinds[0] ? 'kind' : `kind-${kind}`
  const asked = isAsk && kind === 'not-now'
  const needsMore = reasonsFor[kind].length > 0 && !asked
  return (
    <div className="decision">
      <div className="choice ds_radio ds_radio--small">
        <input
          className="ds_radio__input"
          type="radio"
          id={id}
          name="kind"
          value={kind}
          required
          defaultChecked={values.kind === kind}
          aria-describedby={`${id}-about`}
        />
        <label className="ds_radio__label" htmlFor={id}>
          {asked ? decideWords.asked : decisionWords[kind]}
        </label>
        <p className="hint ds_hint-text" id={`${id}-about`}>
          {asked ? decideWords.askedHint(DAYS_UNTIL_ASKED_AGAIN) : decisionHints[kind]}
        </p>
      </div>
      {needsMore ? (
        <div className="decision-more">
          <Radios
            name="reason"
            id={kind === 'not-now' ? 'reason' : `reason-${kind}`}
            label={decideWords.why}
            error={values.kind === kind ? errors?.reason : undefined}
            value={values.kind === kind ? values.reason : undefined}
            options={reasonsFor[kind].map((reason) => ({
              value: reason,
              label: reasonWords[reason],
              hint:
                reason === 'not-safe-to-raise-now' ? decideWords.notSafe(DAYS_UNTIL_ASKED_AGAIN) : undefined,
            }))}
          />
          {kind === 'not-now' ? (
            <DateField
              name="backOn"
              label={decideWords.backOn}
              hint={decideWords.backOnHint}
              error={errors?.backOn}
              value={values.backOn}
              min={addDays(today, 1)}
              max={addDays(today, DAYS_PUT_OFF_AT_MOST)}
            />
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
