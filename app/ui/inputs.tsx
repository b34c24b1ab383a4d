import type { InputHTMLAttributes } from 'react'
import { Field, type FieldWords, HintAndError, wired } from './field'

export type Option = { value: string; label: string; hint?: string }
type Said = { value?: string; required?: boolean }

export function TextField({
  value,
  type = 'text',
  required,
  maxLength,
  autoComplete,
  inputMode,
  ...words
}: FieldWords &
  Said &
  Pick<InputHTMLAttributes<HTMLInputElement>, 'type' | 'maxLength' | 'autoComplete' | 'inputMode'>) {
  return (
    <Field {...words}>
      <input
        {...wired(words)}
        type={type}
        defaultValue={value}
        required={required}
        maxLength={maxLength}
        autoComplete={autoComplete}
        inputMode={inputMode}
      />
    </Field>
  )
}

/** A day: the browser's own field, whose value is ISO text; a browser without one takes `31 3 2027`. */
export function DateField({
  value,
  required,
  min,
  max,
  ...words
}: FieldWords & Said & { min?: string; max?: string }) {
  return (
    <Field {...words}>
      <input
        {...wired(words)}
        className="day"
        type="date"
        defaultValue={value}
        required={required}
        min={min}
        max={max}
      />
    </Field>
  )
}

export function TextArea({
  value,
  required,
  rows = 5,
  maxLength,
  ...words
}: FieldWords & Said & { rows?: number; maxLength?: number }) {
  return (
    <Field {...words}>
      <textarea
        {...wired(words)}
        rows={rows}
        maxLength={maxLength}
        defaultValue={value}
        required={required}
      />
    </Field>
  )
}

/** `empty` is the words of the first choice, which chooses nothing. */
export function Select({
  value,
  required,
  options,
  empty,
  ...words
}: FieldWords & Said & { options: readonly Option[]; empty?: string }) {
  return (
    <Field {...words}>
      <select {...wired(words)} defaultValue={value} required={required}>
        {empty === undefined ? null : <option value="">{empty}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** One of a few. The first choice carries the group's name as its id, so that an error can lead there. */
export function Radios({
  value,
  required,
  options,
  ...words
}: FieldWords & Said & { options: readonly Option[] }) {
  const { 'aria-describedby': described } = wired(words)
  return (
    <div className="field">
      <fieldset aria-describedby={described}>
        <legend>{words.label}</legend>
        <HintAndError {...words} />
        {options.map((option, index) => {
          const id = index === 0 ? words.name : `${words.name}-${option.value}`
          return (
            <div className="choice" key={option.value}>
              <input
                type="radio"
                id={id}
                name={words.name}
                value={option.value}
                defaultChecked={option.value === value}
                required={required}
                aria-describedby={option.hint ? `${id}-about` : undefined}
              />
              <label htmlFor={id}>{option.label}</label>
              {option.hint ? (
                <span className="hint" id={`${id}-about`}>
                  {option.hint}
                </span>
              ) : null}
            </div>
          )
        })}
      </fieldset>
    </div>
  )
}
