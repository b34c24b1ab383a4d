import type { InputHTMLAttributes } from 'react'
import { Field, type FieldWords, Group, wired } from './field'

export type Option = { value: string; label: string; hint?: string }
type Said = { value?: string | null; required?: boolean }
type Typed = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'minLength' | 'maxLength' | 'autoComplete' | 'inputMode' | 'spellCheck' | 'readOnly'
>

/** `wide` is for a line of text; `short` for a name of a few letters, a code, a time. */
export function TextField({
  value,
  type = 'text',
  required,
  width = 'wide',
  minLength,
  maxLength,
  autoComplete,
  inputMode,
  spellCheck,
  readOnly,
  ...words
}: FieldWords & Said & Typed & { width?: 'wide' | 'medium' | 'short' }) {
  return (
    <Field {...words}>
      <input
        {...wired(words)}
        className={inputClass(words.error, width)}
        type={type}
        defaultValue={value ?? undefined}
        required={required}
        minLength={minLength}
        maxLength={maxLength}
        autoComplete={autoComplete}
        inputMode={inputMode}
        spellCheck={spellCheck}
        readOnly={readOnly}
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
        className={inputClass(words.error, 'day')}
        type="date"
        defaultValue={value ?? undefined}
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
        className={inputClass(words.error, 'wide')}
        rows={rows}
        maxLength={maxLength}
        defaultValue={value ?? undefined}
        required={required}
      />
    </Field>
  )
}

/** `empty` is the words of the first choice, which chooses nothing. Groups keep a long list readable. */
export function Select({
  value,
  required,
  options = [],
  groups = [],
  empty,
  width = 'wide',
  ...words
}: FieldWords &
  Said & {
    options?: readonly Option[]
    groups?: readonly { label: string; options: readonly Option[] }[]
    empty?: string
    width?: 'wide' | 'medium' | 'short'
  }) {
  return (
    <Field {...words}>
      <span className={`ds_select-wrapper ${width}`}>
        <select
          {...wired(words)}
          className={words.error ? 'ds_select ds_select--error' : 'ds_select'}
          defaultValue={value ?? undefined}
          required={required}
        >
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map(asOption)}
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {group.options.map(asOption)}
            </optgroup>
          ))}
        </select>
        <span className="ds_select-arrow" aria-hidden="true" />
      </span>
    </Field>
  )
}

function asOption({ value, label }: Option) {
  return (
    <option key={value} value={value}>
      {label}
    </option>
  )
}

/**
 * One of a few. The first choice carries the group's id, so that an error can lead there.
 * `id` tells apart two groups that answer the same question; `across` puts short answers on one line.
 */
export function Radios({
  value,
  required,
  options,
  id = '',
  across,
  ...words
}: FieldWords & Said & { options: readonly Option[]; id?: string; across?: 'across' }) {
  const group = id || words.name
  return (
    <Group {...words}>
      <div className={across}>
        {options.map((option, index) => (
          <Choice
            key={option.value}
            kind="radio"
            id={index === 0 ? group : `${group}-${option.value}`}
            name={words.name}
            option={option}
            checked={option.value === value}
            required={required}
          />
        ))}
      </div>
    </Group>
  )
}

/** Says yes to one thing; unticked, the form says nothing about it. */
export function Checkbox({ name, label, hint, checked }: FieldWords & { checked?: boolean }) {
  return (
    <div className="field ds_question">
      <Choice
        kind="checkbox"
        id={name}
        name={name}
        option={{ value: 'yes', label, hint }}
        checked={checked === true}
      />
    </div>
  )
}

function Choice({
  kind,
  id,
  name,
  option,
  checked,
  required,
}: {
  kind: 'radio' | 'checkbox'
  id: string
  name: string
  option: Option
  checked: boolean
  required?: boolean
}) {
  return (
    <div className={`choice ds_${kind} ds_${kind}--small`}>
      <input
        className={`ds_${kind}__input`}
        type={kind}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={checked}
        required={required}
        aria-describedby={option.hint ? `${id}-about` : undefined}
      />
      <label className={`ds_${kind}__label`} htmlFor={id}>
        {option.label}
      </label>
      {option.hint ? (
        <p className="hint ds_hint-text" id={`${id}-about`}>
          {option.hint}
        </p>
      ) : null}
    </div>
  )
}

function inputClass(error: string | undefined, width: string): string {
  return `ds_input ${width}${error ? ' ds_input--error' : ''}`
}
