import { type CivilDate, formatDay } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { Checkbox, TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { calendarWords } from './words'

/** One's own calendar: its address while it is shown, and what can be done with it. Posts `act`. */
export function CalendarPage({
  formKey,
  calendar,
  address,
  errors = {},
}: {
  formKey: string
  calendar: { madeOn: CivilDate; lastReadOn: CivilDate | null; showsPlace: boolean; version: number } | null
  /** Only in the answer to having made it. */
  address: string | null
  errors?: Errors
}) {
  if (calendar === null) {
    return (
      <>
        <ErrorSummary errors={errors} />
        <p>{calendarWords.what}</p>
        <p>{calendarWords.how}</p>
        <form method="post">
          <Kept formKey={formKey} version={0} />
          <Actions>
            <Button name="act" value="make">
              {calendarWords.make}
            </Button>
          </Actions>
        </form>
      </>
    )
  }
  const day = (on: CivilDate) => formatDay(on, 'short')
  return (
    <>
      <ErrorSummary errors={errors} />
      {address === null ? null : (
        <section className="card next" aria-labelledby="address-title">
          <h2 id="address-title">{calendarWords.yours}</h2>
          <p>{calendarWords.yoursSays}</p>
          <TextField name="address" label={calendarWords.copy} value={address} readOnly spellCheck={false} />
        </section>
      )}
      <p>
        {calendarWords.made(day(calendar.madeOn))}{' '}
        {calendarWords.lastRead(calendar.lastReadOn && day(calendar.lastReadOn))}
      </p>
      <p>{calendarWords.what}</p>
      <form method="post">
        <Kept formKey={formKey} version={calendar.version} />
        <Checkbox
          name="place"
          label={calendarWords.place}
          hint={calendarWords.placeHint}
          checked={calendar.showsPlace}
        />
        <Actions>
          <Button kind="quiet" name="act" value="place">
            {calendarWords.placeSave}
          </Button>
        </Actions>
      </form>
      <form method="post">
        <Kept formKey={formKey} version={calendar.version} />
        <h2>{calendarWords.another}</h2>
        <p>{calendarWords.renewSays}</p>
        <Actions>
          <Button kind="quiet" name="act" value="make">
            {calendarWords.renew}
          </Button>
          <Button kind="quiet" name="act" value="end">
            {calendarWords.end}
          </Button>
        </Actions>
      </form>
    </>
  )
}
