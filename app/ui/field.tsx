import type { ReactNode } from 'react'
import { optionalWord } from './words'

export type FieldWords = { name: string; label: string; hint?: string; error?: string; optional?: boolean }
export type Errors = Readonly<Record<string, string>>

/** What an input needs so that its label, hint and error are read with it. */
export function wired({ name, hint, error }: FieldWords) {
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ')
  return {
    id: name,
    name,
    'aria-describedby': described || undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
}

/** A label, its hint and its error around one input that is `wired` by the same words. */
export function Field({ children, ...words }: FieldWords & { children: ReactNode }) {
  return (
    <div className={questionClass(words.error)}>
      <label className="ds_label" htmlFor={words.name}>
        {words.label}
        <Optional {...words} />
      </label>
      <HintAndError {...words} />
      {children}
    </div>
  )
}

/** Several inputs under one question. */
export function Group({ children, ...words }: FieldWords & { children: ReactNode }) {
  return (
    <div className={questionClass(words.error)}>
      <fieldset aria-describedby={wired(words)['aria-describedby']}>
        <legend>
          {words.label}
          <Optional {...words} />
        </legend>
        <HintAndError {...words} />
        {children}
      </fieldset>
    </div>
  )
}

function questionClass(error: string | undefined): string {
  return error ? 'field ds_question ds_question--error' : 'field ds_question'
}

function Optional({ optional }: { optional?: boolean }) {
  return optional ? <span className="optional"> {optionalWord}</span> : null
}

function HintAndError({ name, hint, error }: FieldWords) {
  return (
    <>
      {hint ? (
        <p className="hint ds_hint-text" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error ds_question__error-message" id={`${name}-error`}>
          <span className="visually-hidden">Error: </span>
          {error}
        </p>
      ) : null}
    </>
  )
}

/** The proof that the form is ours, and the version that it was written against. */
export function Kept({ formKey, version }: { formKey: string; version?: number }) {
  return (
    <>
      <input type="hidden" name="formKey" value={formKey} />
      {version === undefined ? null : <input type="hidden" name="version" value={version} />}
    </>
  )
}
