import { optionsOf, type Values } from '~/caseload/record-form'
import type { Errors } from '~/ui/field'
import { Radios, TextArea, TextField } from '~/ui/inputs'
import { landedWords, recordWords } from './words'

/**
 * How one card was used: whether the question came first, how it landed in five words, what they said. Posts `askFirst`,
 * `skippedBecause`, `landed` and `said`, each behind `under` and a point. Without a title it is the card that is chosen beside it.
 */
export function CardMarks({
  under,
  title,
  askFirst,
  version,
  values,
  errors,
}: {
  under: string
  title?: string
  askFirst?: string
  version?: number
  values: Values
  errors: Errors
}) {
  const field = (name: string) => ({
    name: `${under}.${name}`,
    value: values[`${under}.${name}`],
    error: errors[`${under}.${name}`],
  })
  return (
    <fieldset className="part card-mark">
      <legend>{title ?? recordWords.cards}</legend>
      <div className="ask-first">
        <Radios
          {...field('askFirst')}
          label={recordWords.askFirst}
          hint={askFirst || undefined}
          options={[
            { value: 'used', label: recordWords.askFirstUsed },
            { value: 'skipped', label: recordWords.askFirstSkipped },
          ]}
          across="across"
        />
        <div className="skipped">
          <TextField {...field('skippedBecause')} label={recordWords.skippedBecause} />
        </div>
      </div>
      <Radios
        {...field('landed')}
        label={recordWords.landed}
        options={optionsOf(landedWords)}
        across="across"
      />
      <TextArea {...field('said')} label={recordWords.cardSaid} rows={2} />
      {version === undefined ? null : <input type="hidden" name={`${under}.version`} value={version} />}
    </fieldset>
  )
}
