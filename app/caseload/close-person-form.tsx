import type { CivilDate } from '~/shared/civil-date'
import { DateField, Radios, TextField } from '~/ui/inputs'
import { type FormProps, optionsOf, RecordForm } from './record-form'
import { closedBecauseWords, formWords } from './words'

/** Ends the work with somebody. Posts `closedOn`, `closedBecause`. */
export function ClosePersonForm({
  today,
  values = {},
  ...form
}: FormProps & { version: number; today: CivilDate }) {
  return (
    <RecordForm {...form} save={formWords.close}>
      <p>{formWords.closeSays}</p>
      <DateField
        name="closedOn"
        label={formWords.closedOn}
        value={values.closedOn ?? today}
        error={form.errors?.closedOn}
        max={today}
        required
      />
      <Radios
        name="closedBecause"
        label={formWords.closedBecause}
        value={values.closedBecause ?? undefined}
        error={form.errors?.closedBecause}
        required
        options={optionsOf(closedBecauseWords, { died: formWords.diedHint })}
      />
    </RecordForm>
  )
}

/** Begins the work again. Posts `because`. */
export function ReopenPersonForm({ values = {}, ...form }: FormProps & { version: number }) {
  return (
    <RecordForm {...form} save={formWords.reopen}>
      <TextField
        name="because"
        label={formWords.reopenBecause}
        value={values.because}
        error={form.errors?.because}
        required
      />
    </RecordForm>
  )
}
