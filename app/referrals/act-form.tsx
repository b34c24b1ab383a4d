import { addDays, type CivilDate } from '~/shared/civil-date'
import { type Compared, Conflict } from '~/ui/conflict'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Group, Kept } from '~/ui/field'
import { DateField, Radios, TextArea, TextField } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { type Act, type ActName, acts } from './acts'
import type { Side } from './lifecycle'
import { actFormWords, actHints, actWords, dayLabels, noteLabels, reasonWords } from './words'

export type ActFormProps = {
  /** What can be done now, the likeliest first. */
  all: readonly ActName[]
  side: Side
  formKey: string
  version: number
  today: CivilDate
  /** What a first meeting would be, where nobody has said otherwise. */
  meets: { day: CivilDate | null; place: string | null }
  values?: Readonly<Record<string, string | undefined>>
  errors?: Errors
  conflict?: { compared: readonly Compared[]; changedBy: string } | null
}

/**
 * One of the things that can be done with a referral now. What belongs to each unfolds under it by style alone; where a browser can't,
 * all of it stands open. Posts `act` and `version`, and of each act what it asks for: `reason.…`, `note.…`, `onDay.…`, `atTime.…`, `place.…`.
 */
export function ActForm({
  all,
  side,
  formKey,
  version,
  values = {},
  errors,
  conflict,
  ...shown
}: ActFormProps) {
  return (
    <section className="card" aria-labelledby="acting">
      <h2 id="acting" tabIndex={-1}>
        {actFormWords[side]}
      </h2>
      <ErrorSummary errors={errors} />
      {conflict ? <Conflict {...conflict} /> : null}
      {all.length ? (
        <form method="post">
          <Kept formKey={formKey} version={version} />
          <Group name="act" label={actFormWords.which} error={errors?.act}>
            {all.map((name, index) => (
              <Choice
                key={name}
                name={name}
                id={index === 0 ? 'act' : `act-${name}`}
                values={values}
                errors={errors}
                isPicked={all.length === 1 && name !== 'withdraw'}
                {...shown}
              />
            ))}
          </Group>
          <Actions>
            <Button>{actFormWords.save}</Button>
          </Actions>
        </form>
      ) : null}
    </section>
  )
}

type ChoiceProps = Required<Pick<ActFormProps, 'values'>> &
  Pick<ActFormProps, 'errors' | 'today' | 'meets'> & { name: ActName; id: string; isPicked: boolean }

function Choice({ name, id, isPicked, values, errors, today, meets }: ChoiceProps) {
  const hint = actHints[name]
  return (
    <div className="act">
      <div className="choice ds_radio ds_radio--small">
        <input
          className="ds_radio__input"
          type="radio"
          id={id}
          name="act"
          value={name}
          required
          defaultChecked={values.act === name || isPicked}
          aria-describedby={hint ? `${id}-about` : undefined}
        />
        <label className="ds_radio__label" htmlFor={id}>
          {actWords[name]}
        </label>
        {hint ? (
          <p className="hint ds_hint-text" id={`${id}-about`}>
            {hint}
          </p>
        ) : null}
      </div>
      <Asks name={name} values={values} errors={errors} today={today} meets={meets} />
    </div>
  )
}

function Asks({ name, values, errors, today, meets }: Omit<ChoiceProps, 'id' | 'isPicked'>) {
  const { reasons, note, day, meets: isMeeting }: Act = acts[name]
  if (!reasons && !note && !day) return null
  const field = (of: string) => ({
    name: `${of}.${name}`,
    value: values[`${of}.${name}`],
    error: errors?.[`${of}.${name}`],
  })
  const firstDay = isMeeting && meets.day !== null && meets.day >= today ? meets.day : undefined
  return (
    <div className="decision-more">
      {reasons ? (
        <Radios
          {...field('reason')}
          label={actFormWords.why}
          options={reasons.map((reason) => ({ value: reason, label: reasonWords[reason] }))}
        />
      ) : null}
      {day ? (
        <div className="when-where">
          <DateField
            {...field('onDay')}
            value={values[`onDay.${name}`] ?? firstDay ?? lookBack(name, today)}
            label={dayLabels[name] ?? actFormWords.day}
            min={name === 'book' || name === 'book-together' ? undefined : today}
            optional={day === 'may'}
          />
          {isMeeting ? (
            <TextField {...field('atTime')} label={actFormWords.time} type="time" width="short" optional />
          ) : null}
        </div>
      ) : null}
      {isMeeting ? (
        <TextField
          {...field('place')}
          value={values[`place.${name}`] ?? meets.place}
          label={actFormWords.place}
          width="medium"
          optional
        />
      ) : null}
      {note ? (
        <TextArea
          {...field('note')}
          label={noteLabels[name] ?? actFormWords.note}
          rows={3}
          optional={note === 'may'}
        />
      ) : null}
    </div>
  )
}

/** Two weeks after an end is the first day to look back (domain/F, F4). */
const WEEKS_TO_FIRST_LOOK = 2

function lookBack(name: ActName, today: CivilDate): CivilDate | undefined {
  return name === 'finish' || name === 'stop' ? addDays(today, WEEKS_TO_FIRST_LOOK * 7) : undefined
}
