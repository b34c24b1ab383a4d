import type { ReactNode } from 'react'
import { addDays, type CivilDate } from '~/shared/civil-date'
import type { Errors } from '~/ui/field'
import { DateField, Radios, TextArea } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { DAYS_PUT_OFF_AT_MOST, DAYS_UNTIL_ASKED_AGAIN, NOTE_MAX, reasonsFor } from './decision'
import { bulkWords } from './place-words'
import { decideWords, reasonWords } from './words'

/** One reason and one day for all that are ticked above it. Posts `reason`, `note`, `backOn` beside the ticks. */
export function PutOffFields({
  today,
  values = {},
  errors,
  children,
}: {
  today: CivilDate
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
  /** What else can be done with those that are ticked. */
  children?: ReactNode
}) {
  return (
    <section className="card put-off" aria-labelledby="put-off">
      <h2 id="put-off" tabIndex={-1}>
        {bulkWords.title}
      </h2>
      <p className="hint">{bulkWords.about}</p>
      <Radios
        name="reason"
        label={bulkWords.reason}
        value={values.reason}
        error={errors?.reason}
        options={reasonsFor['not-now'].map((reason) => ({
          value: reason,
          label: reasonWords[reason],
          hint: reason === 'not-safe-to-raise-now' ? decideWords.notSafe(DAYS_UNTIL_ASKED_AGAIN) : undefined,
        }))}
      />
      <DateField
        name="backOn"
        label={bulkWords.backOn}
        hint={decideWords.backOnHint}
        value={values.backOn}
        error={errors?.backOn}
        min={addDays(today, 1)}
        max={addDays(today, DAYS_PUT_OFF_AT_MOST)}
      />
      <TextArea
        name="note"
        label={decideWords.note}
        hint={decideWords.noteHint}
        value={values.note}
        error={errors?.note}
        rows={2}
        maxLength={NOTE_MAX}
      />
      <Actions>
        <Button name="act" value="put-off">
          {bulkWords.putOff}
        </Button>
        {children}
      </Actions>
    </section>
  )
}
