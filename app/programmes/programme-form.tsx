import { Group } from '~/ui/field'
import { Checkbox, DateField, Radios, Select, TextArea, TextField } from '~/ui/inputs'
import { Concerns } from './concerns'
import { orderAnswers, programmeKinds, programmeStatuses, pulls } from './kinds'
import { SaveForm, type SaveFormProps } from './save-form'
import type { Touched } from './touched'
import { fieldWords, formWords, kindWords, pullWords, statusWords, takesOrdersWords } from './words'

type Name = Exclude<keyof typeof fieldWords, 'provider' | 'ages' | 'places'>

/**
 * What the directory says of a programme, for its lead. Posts the fields of `ProgrammeInput`, a tick `gives-…` for each thing it
 * gives, and the `version`.
 */
export function ProgrammeForm({
  values,
  touched,
  ...form
}: SaveFormProps & {
  /** Its end was not saved yet, since these have to be thought of first. */
  touched?: Touched | null
}) {
  const field = (name: Name) => ({
    name,
    value: values[name],
    error: form.errors?.[name],
    label: fieldWords[name],
  })
  const tick = (name: string, label: string) => ({ name, label, checked: values[name] === 'yes' })
  return (
    <SaveForm {...form}>
      {touched ? <Concerns touched={touched} /> : null}
      <fieldset className="part">
        <legend>{formWords.what}</legend>
        <TextField {...field('name')} width="medium" maxLength={100} required />
        <Radios {...field('status')} options={optionsOf(programmeStatuses, statusWords)} required />
        <Select {...field('kind')} options={optionsOf(programmeKinds, kindWords)} required />
        <TextArea {...field('says')} hint={formWords.saysHint} rows={3} maxLength={1000} required />
        <TextArea {...field('weekOne')} hint={formWords.weekOneHint} rows={3} maxLength={1000} optional />
        <Group name="gives" label={fieldWords.gives} optional>
          <div className="across">
            {pulls.map((pull) => (
              <Checkbox key={pull} {...tick(`gives-${pull}`, pullWords[pull])} />
            ))}
          </div>
        </Group>
        <TextField {...field('whoLeads')} hint={formWords.whoLeadsHint} optional />
        <TextField {...field('sameWorker')} hint={formWords.sameWorkerHint} optional />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.who}</legend>
        <TextField
          {...field('youngestAge')}
          hint={formWords.agesHint}
          width="short"
          inputMode="numeric"
          maxLength={2}
          optional
        />
        <TextField
          {...field('oldestAge')}
          hint={formWords.agesHint}
          width="short"
          inputMode="numeric"
          maxLength={2}
          optional
        />
        <TextField {...field('councils')} hint={formWords.councilsHint} maxLength={1000} optional />
        <Radios
          {...field('takesOrders')}
          options={optionsOf(orderAnswers, takesOrdersWords)}
          across="across"
          required
        />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.whenWhere}</legend>
        <TextField {...field('place')} optional />
        <TextField {...field('times')} hint={formWords.timesHint} optional />
        <Checkbox {...tick('isEvening', fieldWords.isEvening)} />
        <Checkbox {...tick('isWeekend', fieldWords.isWeekend)} />
        <TextField {...field('travel')} hint={formWords.travelHint} optional />
        <TextField {...field('cost')} hint={formWords.costHint} optional />
      </fieldset>

      <fieldset className="part">
        <legend>{formWords.stays}</legend>
        <TextField
          {...field('usualWeeks')}
          hint={formWords.weeksHint}
          width="short"
          inputMode="numeric"
          maxLength={3}
          optional
        />
        <DateField {...field('fundedUntil')} optional />
        <TextField {...field('funding')} hint={formWords.fundingHint} optional />
      </fieldset>
    </SaveForm>
  )
}

function optionsOf<Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) {
  return values.map((value) => ({ value, label: words[value] }))
}
