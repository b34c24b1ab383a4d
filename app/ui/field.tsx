import type { ReactNode } from 'react'

export type FieldWords = { name: string; label: string; hint?: string; error?: string }

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
export function Field({ name, label, hint, error, children }: FieldWords & { children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <HintAndError name={name} hint={hint} error={error} />
      {children}
    </div>
  )
}

export function HintAndError({ name, hint, error }: Omit<FieldWords, 'label'>) {
  return (
    <>
      {hint ? (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      ) : null}
      {error ? (
        <p className="field-error" id={`${name}-error`}>
          Error: {error}
        </p>
      ) : null}
    </>
  )
}
