import type { CivilDate } from '~/shared/civil-date'
import { ErrorSummary } from '~/ui/error-summary'
import { type Errors, Kept } from '~/ui/field'
import { DateField, Radios, Select, TextArea } from '~/ui/inputs'
import { Actions, Button } from '~/ui/parts'
import { GoesWith } from './goes-with'
import { BECAUSE_MAX, handoverReasons } from './reasons'
import type { ToReassign } from './to-reassign.server'
import { reasonWords, reassignWords } from './words'

type Values = Readonly<Partial<Record<'to' | 'as' | 'fromOn' | 'untilOn' | 'reason' | 'because', string>>>

/**
 * Who moves and what goes with each, then to whom, from when and why: nothing moves before it is sent. Posts `person` for each, with how
 * the form saw who works with them.
 */
export function ReassignForm({
  formKey,
  people,
  workers,
  today,
  values = {},
  errors,
  aboutThem = {},
  unticked = [],
}: ToReassign & {
  formKey: string
  today: CivilDate
  values?: Values
  errors?: Errors
  /** What is said beside some of them. */
  aboutThem?: Readonly<Record<string, string>>
  unticked?: readonly string[]
}) {
  const leaves = people.some(({ leads }) => leads.some(({ from, until }) => from === null && until !== null))
  return (
    <form method="post">
      <ErrorSummary errors={errors} />
      <Kept formKey={formKey} />
      <fieldset className="movers">
        <legend>{reassignWords.people}</legend>
        <ul className="list">
          {people.map((person) => (
            <li className="held-row" key={person.id}>
              <div className="choice ds_checkbox ds_checkbox--small">
                <input
                  className="ds_checkbox__input"
                  type="checkbox"
                  id={`p-${person.id}`}
                  name="person"
                  value={`${person.id} ${person.seen}`}
                  defaultChecked={!unticked.includes(person.id)}
                />
                <label className="ds_checkbox__label" htmlFor={`p-${person.id}`}>
                  {person.name}
                </label>
                {aboutThem[person.id] ? <p className="field-error">{aboutThem[person.id]}</p> : null}
                <GoesWith person={person} today={today} />
              </div>
            </li>
          ))}
        </ul>
      </fieldset>
      <Radios
        name="to"
        label={reassignWords.to}
        value={values.to}
        error={errors?.to}
        required
        options={[
          ...workers.map(({ id, name, leads, due }) => ({
            value: id,
            label: name,
            hint: reassignWords.load(leads, due),
          })),
          { value: 'nobody', label: reassignWords.nobody, hint: reassignWords.nobodySays },
        ]}
      />
      <Radios
        name="as"
        label={reassignWords.as}
        value={values.as ?? 'lead'}
        error={errors?.as}
        options={[
          { value: 'lead', label: reassignWords.lead, hint: reassignWords.leadSays },
          { value: 'cover', label: reassignWords.cover, hint: reassignWords.coverSays },
        ]}
      />
      <DateField
        name="fromOn"
        label={reassignWords.fromOn}
        hint={reassignWords.fromHint}
        value={values.fromOn ?? today}
        min={today}
        error={errors?.fromOn}
        required
      />
      <DateField
        name="untilOn"
        label={reassignWords.untilOn}
        hint={reassignWords.untilHint}
        value={values.untilOn}
        min={today}
        error={errors?.untilOn}
        optional
      />
      <Select
        name="reason"
        label={reassignWords.reason}
        value={values.reason ?? (leaves ? 'worker-leaves' : 'share-work')}
        error={errors?.reason}
        width="medium"
        options={handoverReasons.map((value) => ({ value, label: reasonWords[value] }))}
      />
      <TextArea
        name="because"
        label={reassignWords.because}
        hint={reassignWords.becauseHint}
        value={values.because}
        error={errors?.because}
        rows={2}
        maxLength={BECAUSE_MAX}
        optional
      />
      <Actions>
        <Button>{reassignWords.confirm}</Button>
      </Actions>
    </form>
  )
}
