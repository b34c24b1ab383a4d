import { DateField, TextField } from '~/ui/inputs'
import { SaveForm, type SaveFormProps } from './save-form'
import { fieldWords, formWords } from './words'

/** How many places are free, from today on. Posts `placesFree`, `waitingWeeks`, `nextStartOn` and the `version`. */
export function PlacesForm({ values, ...form }: SaveFormProps) {
  const field = (name: 'placesFree' | 'waitingWeeks' | 'nextStartOn') => ({
    name,
    value: values[name],
    error: form.errors?.[name],
    label: fieldWords[name],
  })
  return (
    <SaveForm {...form}>
      <TextField
        {...field('placesFree')}
        hint={formWords.placesHint}
        width="short"
        inputMode="numeric"
        maxLength={3}
        autoComplete="off"
        required
      />
      <TextField
        {...field('waitingWeeks')}
        hint={formWords.waitHint}
        width="short"
        inputMode="numeric"
        maxLength={3}
        autoComplete="off"
        optional
      />
      <DateField {...field('nextStartOn')} hint={formWords.startHint} optional />
    </SaveForm>
  )
}
