import { fieldsOf, type Values } from '~/caseload/record-form'
import type { CivilDate } from '~/shared/civil-date'
import type { Errors } from '~/ui/field'
import { DateField, TextArea, TextField } from '~/ui/inputs'
import { concernWords, recordLabels } from './words'

/** What to do when something worries, and who was told of it and when: without those the record is not saved. */
export function ConcernSteps({
  values,
  errors,
  today,
}: {
  values: Values
  errors: Errors
  today: CivilDate
}) {
  const field = fieldsOf(values, errors, recordLabels)
  return (
    <section className="concern-steps card next" aria-labelledby="do-now">
      <h2 id="do-now">{concernWords.title}</h2>
      <ol>
        {concernWords.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <TextArea {...field('worryWords')} hint={concernWords.wordsHint} rows={4} />
      <TextField {...field('toldWho')} hint={concernWords.toldWhoHint} autoComplete="off" />
      <div className="when-where">
        <DateField {...field('toldOn')} value={values.toldOn || today} max={today} />
        <TextField {...field('toldAt')} width="short" />
      </div>
    </section>
  )
}
