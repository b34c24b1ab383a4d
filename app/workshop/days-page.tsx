import { formatDay } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, Radios, TextField } from '~/ui/inputs'
import { Actions, Button, Details } from '~/ui/parts'
import { dayWords } from './day-words'
import type { DaysShown, OwnDayShown } from './days'
import { Rederiving } from './rederiving'

/** The organisation's own days on top of the Scottish bank holidays. */
export function DaysPage({
  days,
  mayChange,
  formKeys,
  values = {},
  errors,
}: {
  days: DaysShown
  mayChange: boolean
  formKeys: readonly string[]
  values?: Readonly<Record<string, string>>
  errors?: Errors
}) {
  return (
    <>
      <Rederiving last={days.rederiving} />
      <p>{dayWords.knownUntil(days.knownUntil)}</p>
      <section aria-labelledby="own">
        <h2 id="own">{dayWords.own}</h2>
        {days.own.length === 0 ? <p>{dayWords.none}</p> : null}
        <ul className="list">
          {days.own.map((own, at) => (
            <li key={own.day}>
              <p className="who">{formatDay(own.day)}</p>
              <p>
                {own.works ? dayWords.worked : dayWords.free}
                {own.name ? `: ${own.name}` : ''}
              </p>
              {mayChange ? <Remove own={own} formKey={formKeys[at + 1] ?? ''} /> : null}
            </li>
          ))}
        </ul>
      </section>
      {mayChange ? <AddDay formKey={formKeys[0] ?? ''} values={values} errors={errors} /> : null}
      <Details summary={dayWords.startsWith}>
        <ul>
          {days.holidays.map((day) => (
            <li key={day}>{formatDay(day)}</li>
          ))}
        </ul>
      </Details>
    </>
  )
}

function Remove({ own, formKey }: { own: OwnDayShown; formKey: string }) {
  return (
    <form method="post">
      <Kept formKey={formKey} />
      <input type="hidden" name="day" value={own.day} />
      <input type="hidden" name="seen" value={own.seen} />
      <button className="link" type="submit" name="works" value="gone">
        {dayWords.remove}
        <span className="visually-hidden">: {formatDay(own.day)}</span>
      </button>
    </form>
  )
}

function AddDay({
  formKey,
  values,
  errors,
}: {
  formKey: string
  values: Readonly<Record<string, string>>
  errors?: Errors
}) {
  return (
    <form method="post" noValidate>
      <h2>{dayWords.add}</h2>
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <DateField name="day" label={dayWords.day} value={values.day} error={errors?.day} />
      <Radios
        name="works"
        label={dayWords.works}
        options={[
          { value: 'no', label: dayWords.free },
          { value: 'yes', label: dayWords.worked },
        ]}
        value={values.works}
        error={errors?.works}
      />
      <TextField
        name="name"
        label={dayWords.name}
        hint={dayWords.nameHint}
        value={values.name}
        error={errors?.name}
        maxLength={100}
        optional
      />
      <Actions>
        <Button>{dayWords.save}</Button>
      </Actions>
    </form>
  )
}
