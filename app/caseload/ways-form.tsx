import { Radios, Select, TextField } from '~/ui/inputs'
import { type Held, HeldList } from './held-list'
import type { Way } from './person-header'
import { type FormProps, optionsOf, RecordForm } from './record-form'
import { formWords, safeHints, safeWords, wayWords } from './words'

export type HeldWay = Held & Way

/**
 * How somebody can be reached, and whether each way is safe: nobody is called on a phone that another may answer. Posts
 * `kind`, `value`, `safe`, `note`, and with an `editing` also `id` and its `version`; `act=remove` takes one away.
 */
export function WaysForm({
  ways,
  editing,
  values = {},
  ...form
}: FormProps & { ways: readonly HeldWay[]; editing?: Held }) {
  const field = (name: string) => ({ name, value: values[name], error: form.errors?.[name] })
  return (
    <>
      <HeldList all={ways} formKey={form.formKey} action={form.action} about={({ value }) => value}>
        {({ kind, value, safe, note }) => (
          <>
            <b>
              {wayWords[kind]}: {value}
            </b>
            <span className={`why safe-${safe}`}>
              {safeWords[safe]}
              {note ? `: ${note}` : ''}
            </span>
          </>
        )}
      </HeldList>
      <h2>{editing ? formWords.changeWay : formWords.addWay}</h2>
      <RecordForm {...form} version={editing?.version} save={editing ? formWords.save : formWords.addOne}>
        {editing ? <input type="hidden" name="id" value={editing.id} /> : null}
        <Select
          {...field('kind')}
          label={formWords.way}
          options={optionsOf(wayWords)}
          empty={formWords.choose}
          width="medium"
          required
        />
        <TextField
          {...field('value')}
          label={formWords.wayValue}
          hint={formWords.wayValueHint}
          width="medium"
          autoComplete="off"
          required
        />
        <Radios
          {...field('safe')}
          value={values.safe ?? 'ask'}
          label={formWords.safe}
          hint={formWords.safeHint}
          options={optionsOf(safeWords, safeHints)}
          required
        />
        <TextField {...field('note')} label={formWords.wayNote} hint={formWords.wayNoteHint} optional />
      </RecordForm>
    </>
  )
}
