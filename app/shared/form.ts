import type { ZodType } from 'zod'
import type { Result } from './result'

export type FieldErrors = Record<string, string>

/** What a form says, or one sentence for each field that can't be taken. A name sent twice is a list. */
export function readFields<T>(form: FormData, schema: ZodType<T>): Result<T, FieldErrors> {
  const said: Record<string, unknown> = Object.create(null)
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    said[name] = values.length > 1 ? values : values[0]
  }

  const read = schema.safeParse({ ...said })
  if (read.success) return { ok: true, value: read.data }

  const errors: FieldErrors = {}
  for (const { path, message } of read.error.issues) errors[path.join('.') || 'form'] ??= message
  return { ok: false, reason: errors }
}

/** Every text field as it was typed, to be shown again; the last of a name sent twice. */
export function textOf(form: FormData): Record<string, string> {
  const said: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string') said[name] = value
  return said
}
