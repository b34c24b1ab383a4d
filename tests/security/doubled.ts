import type { Answer } from '../server/support'
import type { TestDatabase } from '../support/database'
import type { Fields } from './controls-in'
import { readIn, type Tried } from './every-form'
import type { RealServer } from './real-server'
import type { WholeForm } from './whole-forms'
import { auditedBy, noted, type Wrote, writtenSince } from './written'

export type Doubled = Tried & {
  signature: string
  /** Why it was refused. */
  because: string
  /** What is not as it should be. */
  wrong: string[]
}

const TIMES = 5

/** Forms that change nothing of anybody, and why. */
const readOnly: Readonly<Record<string, string>> = {
  '/search words': 'keeps the words that were searched for, for whoever searched',
  '/people/:id/same words': 'keeps the words that were looked for, for whoever looked',
  '/transitions act=reassign': 'leads to where people are given to another worker',
}

/** Forms that do something though they are refused, and what. */
const writesThoughRefused: Readonly<Record<string, string>> = {
  '/people/:id/referrals/:id act=send':
    'a draft takes up what has changed of the record, to be looked at again',
}

/** Forms that leave nothing in the audit, and why. */
const unaudited: Readonly<Record<string, string>> = {
  '/drafts of a line': 'a draft is its writer’s own, and stands in no record',
}

/**
 * Sends a form five times at once under one key, then other words under that key, then the first again. Exactly one of them may have
 * done anything, and all that say the same are answered alike.
 */
export async function sendDoubled(
  database: TestDatabase,
  server: RealServer,
  token: string,
  form: WholeForm,
): Promise<Doubled> {
  const { signature } = form
  const key = server.keyFor(form.path)
  const send = (fields: Fields) => server.post(form.path, token, fields, key)
  const wrong: string[] = []

  const before = await noted(database)
  const answers = await Promise.all(Array.from({ length: TIMES }, () => send(form.fields)))
  const said = [...new Set(answers.map(saidBy))]
  const first = answers[0] as Answer
  const isDone = first.status === 303
  const done = await effects(database, before, isDone)
  if (said.length > 1) wrong.push(`is answered ${said.join(', and ')}`)
  if (
    done.length !== (isDone && !(signature in readOnly) ? 1 : 0) &&
    !(!isDone && signature in writesThoughRefused)
  )
    wrong.push(`is done ${done.length} times`)
  if (!(signature in unaudited)) wrong.push(...(await unaccounted(database, answers, done)))

  const afterwards = await noted(database)
  if (isDone) wrong.push(...(await sentOtherwise(form, key, send)))
  const again = await send(form.fields)
  if (saidBy(again) !== saidBy(first)) wrong.push(`is answered ${saidBy(again)} afterwards`)
  const more = await effects(database, afterwards, isDone)
  if (more.length > 0) wrong.push(`does something afterwards: ${more[0]?.map(({ table }) => table)}`)

  const { location } = first.headers
  return {
    signature,
    isDone,
    leadsTo: location === undefined ? null : String(location),
    because: isDone ? '' : `${first.status} ${errorsIn(first)}`,
    wrong,
  }
}

/** Other words under a key that was used are not taken, and come back under another. */
async function sentOtherwise(
  form: WholeForm,
  key: string,
  send: (fields: Fields) => Promise<Answer>,
): Promise<string[]> {
  const words = form.free.find(({ holds }) => holds !== 'number')?.name ?? 'saidOtherwise'
  const typed = 'It was otherwise'
  const other = await send({ ...form.fields, [words]: typed })
  return [
    ...(other.status === 422 ? [] : [`with other words it is answered with ${other.status}`]),
    ...(readIn(other).includes(typed) ? [] : ['does not give other words back']),
    ...(other.text.includes(key) ? ['gives other words back under the key that was used'] : []),
  ]
}

/** Of whatever was written, what each transaction wrote. A draft is kept of what was refused: that does nothing. */
async function effects(database: TestDatabase, from: number, isDone: boolean): Promise<Wrote[][]> {
  const byTransaction = new Map<string, Wrote[]>()
  for (const row of await writtenSince(database, from))
    if (isDone || row.table !== 'app.draft')
      byTransaction.set(row.xid, [...(byTransaction.get(row.xid) ?? []), row])
  return [...byTransaction.values()]
}

/** What was done must stand in the audit, by one of these requests. */
async function unaccounted(
  database: TestDatabase,
  answers: readonly Answer[],
  done: readonly Wrote[][],
): Promise<string[]> {
  const entries = await auditedBy(
    database,
    answers.map(({ headers }) => String(headers['x-request-id'])),
  )
  const requests = done.map(
    ([row]) => new Set(entries.filter(({ xid }) => xid === row?.xid).map(({ requestId }) => requestId)),
  )
  return requests
    .filter(({ size }) => size !== 1)
    .map(({ size }) => `stands in the audit of ${size} requests`)
}

function saidBy({ status, headers }: Answer): string {
  return `${status} ${headers.location ?? ''}`.trim()
}

function errorsIn({ text }: Answer): string {
  const [, summary = ''] = /<ul class="ds_error-summary__list">([\s\S]*?)<\/ul>/.exec(text) ?? []
  return summary
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
