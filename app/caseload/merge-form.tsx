import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Radios, TextField } from '~/ui/inputs'
import { Actions, Button, ButtonLink } from '~/ui/parts'
import { sameWords } from './same-words'
import { formWords } from './words'

type Choice = { name: string; label: string; one: string; other: string; usual: 'kept' | 'other' }

/**
 * Where a manager chooses what is kept of two records, and puts them together. Posts `act` as `merge`, both versions, and for each that
 * they say otherwise `take.…` or `fact.…` as `kept` or `other`.
 */
export function MergeForm({
  formKey,
  version,
  otherVersion,
  choices,
  values = {},
  errors,
  happens,
  undoUntil,
  backTo,
}: {
  formKey: string
  version: number
  otherVersion: number
  choices: readonly Choice[]
  values?: Readonly<Record<string, string>>
  errors?: Errors
  happens: readonly string[]
  undoUntil: string
  backTo: string
}) {
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} version={version} />
      <input type="hidden" name="act" value="merge" />
      <input type="hidden" name="otherVersion" value={otherVersion} />
      <fieldset className="part">
        <legend>{sameWords.differing}</legend>
        {choices.length === 0 ? <p>{sameWords.nothingDiffers}</p> : <p>{sameWords.keepsBoth}</p>}
        {choices.map(({ name, label, one, other, usual }) => (
          <Radios
            key={name}
            name={name}
            id={name.replace('.', '-')}
            label={label}
            value={values[name] ?? usual}
            across="across"
            options={[
              { value: 'kept', label: one || sameWords.notKnown, hint: sameWords.inThis },
              { value: 'other', label: other || sameWords.notKnown, hint: sameWords.inOther },
            ]}
          />
        ))}
      </fieldset>
      <section aria-labelledby="happens">
        <h2 id="happens">{sameWords.whatHappens}</h2>
        <ul>
          {happens.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>
          <strong>{undoUntil}</strong>
        </p>
      </section>
      <Actions>
        <Button>{sameWords.putTogether}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {formWords.cancel}
        </ButtonLink>
      </Actions>
    </form>
  )
}

/** Says that two records are of two people. Posts `act` as `not-same`, and `because`. */
export function NotSameForm({ formKey, ...said }: { formKey: string; value?: string; error?: string }) {
  return (
    <form method="post">
      <Kept formKey={formKey} />
      <input type="hidden" name="act" value="not-same" />
      <TextField
        {...said}
        name="because"
        label={sameWords.because}
        hint={sameWords.notSameHint}
        maxLength={500}
        required
      />
      <Actions>
        <Button kind="quiet">{sameWords.sayNotSame}</Button>
      </Actions>
    </form>
  )
}

/** Asks a manager to look at two records. Posts `act` as `ask`, and `reason`. */
export function AskSameForm({
  formKey,
  backTo,
  ...said
}: {
  formKey: string
  backTo: string
  value?: string
  error?: string
}) {
  return (
    <form method="post">
      <Kept formKey={formKey} />
      <input type="hidden" name="act" value="ask" />
      <TextField
        {...said}
        name="reason"
        label={sameWords.reason}
        hint={sameWords.reasonHint}
        maxLength={500}
        required
      />
      <Actions>
        <Button>{sameWords.ask}</Button>
        <ButtonLink kind="quiet" to={backTo}>
          {formWords.cancel}
        </ButtonLink>
      </Actions>
    </form>
  )
}
