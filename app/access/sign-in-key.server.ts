import type { AppLoadContext } from '@remix-run/node'
import type { ZodType } from 'zod'
import { type FieldErrors, readFields, textOf } from '~/shared/form'
import { formKey, verifyFormKey } from '~/shared/form-key.server'
import type { Result } from '~/shared/result'
import { newToken } from './session.server'
import { beforeFrom, beforeIn } from './session-cookies'
import type { Worker } from './worker'

type Asked = { request: Request; context: AppLoadContext }
type Signer = Pick<AppLoadContext, 'secret' | 'origin'>

/** One secret for a request that has none yet, however many of its parts ask. */
const made = new WeakMap<Signer, string>()

/** The key of a form for a browser in which nobody is signed in, and the cookie whose secret signs it. */
export function beforeKey(
  { cookies, context }: { cookies: string | null; context: Signer },
  path: string,
): { formKey: string; cookie: string } {
  const before = beforeFrom(context.origin, cookies) ?? made.get(context) ?? newToken()
  made.set(context, before)
  return { formKey: formKey(context.secret, before, path), cookie: beforeIn(context.origin, before) }
}

export type PostedBefore<T> = { isOurs: boolean; input: Result<T, FieldErrors>; said: Record<string, string> }

/** A form that was posted by nobody yet. It is not ours when its cookie has gone, or it was made for another page. */
export function postedBefore<T>(asked: Asked, schema: ZodType<T>): Promise<PostedBefore<T>> {
  return posted(asked, beforeFrom(asked.context.origin, asked.request.headers.get('Cookie')), schema)
}

/** The same for who has shown a password and sets up their code. */
export function postedAtCode<T>(asked: Asked, worker: Worker, schema: ZodType<T>): Promise<PostedBefore<T>> {
  return posted(asked, worker.formSecret, schema)
}

/** Whether this request posted a form, so that its page must stay for the answer, whoever is signed in. */
export function hasPosted(context: AppLoadContext): boolean {
  return answering.has(context)
}

const answering = new WeakSet<AppLoadContext>()

async function posted<T>({ request, context }: Asked, signedBy: string | null, schema: ZodType<T>) {
  answering.add(context)
  const form = await request.formData()
  const key = String(form.get('formKey') ?? '')
  const path = new URL(request.url).pathname
  const isOurs = signedBy !== null && verifyFormKey(context.secret, signedBy, path, key) !== null
  form.delete('formKey')
  return { isOurs, input: readFields(form, schema), said: textOf(form) }
}
