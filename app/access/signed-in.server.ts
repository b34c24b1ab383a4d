import { createHash } from 'node:crypto'
import { type AppLoadContext, redirect } from '@remix-run/node'
import type { ZodType } from 'zod'
import { type Db, sql } from '#db/connection.server'
import type { CivilDate } from '~/shared/civil-date'
import { type FieldErrors, readFields, textOf } from '~/shared/form'
import { formKey, verifyFormKey } from '~/shared/form-key.server'
import type { Result } from '~/shared/result'
import { cookieFrom, sessionCookie } from './cookie'
import type { Entered } from './request.server'
import type { Worker } from './worker'

type Asked = { request: Request; context: AppLoadContext }

export type SignedIn = {
  db: Db
  worker: Worker
  today: CivilDate
  /** The key of a form that posts to this path: proof that we made it, and under which it is saved once. */
  formKey: (path: string) => string
}

/**
 * Who asks, the day it is in Scotland, and the one transaction in which everything of this request happens.
 * @throws a redirect to the sign-in page for a reader; 401 for a form, whose text the server then gives back.
 */
export async function signedIn(asked: Asked): Promise<SignedIn> {
  const { db, worker, stage } = await entered(asked)
  if (worker && stage === 'full')
    return { db, worker, today: asked.context.today(), formKey: keysOf(asked, worker) }
  if (asked.request.method !== 'GET') throw new Response(null, { status: 401 })
  if (stage === 'code') throw redirect('/sign-in/code')
  throw redirect(`/sign-in?${new URLSearchParams({ to: pathOf(asked.request) })}`)
}

/** Who is signed in, if anybody. */
export function entered({ request, context }: Asked): Promise<Entered> {
  return context.unit.enter(tokenOf(request, context) ?? '')
}

export function tokenOf(request: Request, { origin }: AppLoadContext): string | null {
  return cookieFrom(request.headers.get('Cookie'), sessionCookie(origin).name)
}

/**
 * A form of ours, saved at most once. A second post with the same key and words is answered as the first was.
 * @throws 401 when nobody is signed in, 403 when the key is not ours (the server then gives the text back under a new one),
 * 422 when other words come under a key that was used (they too come back under a new one).
 */
export async function posted<T>(
  asked: Asked,
  schema: ZodType<T>,
): Promise<SignedIn & { input: Result<T, FieldErrors>; said: Record<string, string> }> {
  const signed = await signedIn(asked)
  const form = await asked.request.formData()
  const route = pathOf(asked.request)
  const { worker } = signed
  const key = verifyFormKey(asked.context.secret, worker.formSecret, route, String(form.get('formKey') ?? ''))
  if (!key) {
    asked.context.offerAgain(signed.formKey(route))
    throw new Response(null, { status: 403 })
  }
  const before = await claim(signed.db, key, route, form)
  if (before?.isSame) {
    // Written down once more: a commit that wrote nothing would wait for no standby, and promise what the first could not.
    asked.context.unit.claims(key)
    throw redirect(before.location ?? route, 303)
  }
  if (before) {
    asked.context.offerAgain(signed.formKey(route))
    throw new Response(null, { status: 422 })
  }
  asked.context.unit.claims(key)
  form.delete('formKey')
  return { ...signed, input: readFields(form, schema), said: textOf(form) }
}

/** Null when this key is used for the first time; else what it was answered with, and whether the words are the same. */
async function claim(db: Db, key: string, route: string, form: FormData) {
  const words = createHash('sha256')
  for (const [name, value] of form) {
    if (name === 'formKey') continue
    if (typeof value === 'string') words.update(JSON.stringify([name, value]))
    else words.update(JSON.stringify([name])).update(Buffer.from(await value.arrayBuffer()))
  }
  const { rows } = await sql<{ location: string | null; isSame: boolean }>`
    select location, is_same as "isSame" from sec.claim_form(${key}::uuid, ${route}, ${words.digest()})`.execute(
    db,
  )
  return rows[0] ?? null
}

function keysOf({ context }: Asked, worker: Worker) {
  return (path: string) => formKey(context.secret, worker.formSecret, path)
}

/** The path as the browser shows it, whether a page or only its data is asked for. */
function pathOf(request: Request): string {
  return new URL(request.url).pathname.replace(/\.data$/, '').replace(/^\/_root$/, '/')
}
