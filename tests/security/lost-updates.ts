import type { Answer } from '../server/support'
import type { TestDatabase } from '../support/database'
import type { Free } from './controls-in'
import { formOn, type OnPage, readIn, type Tried } from './every-form'
import { lostOf } from './next-versions'
import type { RealServer } from './real-server'
import { type WholeForm, wholeFormsIn } from './whole-forms'
import { noted } from './written'

export type Edited = Tried & {
  signature: string
  accepted: number
  refused: number
  /** What is not as it should be. */
  wrong: string[]
}

type Edit = { typed: string; answer: Answer }

/** Words beside something, each kept for itself: nobody's takes the place of another's, so that all are taken. */
const beside: Readonly<Record<string, string>> = {
  '/people/:id/facts/:id/confirm':
    'that it is still true; whoever changed it meanwhile has said more than that',
  '/people/:id/facts/:id/told': 'who was told of what could not wait',
  '/people/:id/referrals/:id act=chase': 'that somebody asked after it',
  '/people/:id/referrals/:id act=check-back': 'what was said in looking back',
  '/inbox/:id act=contacted': 'that they were in touch',
  '/inbox/:id act=holding-contact': 'that they were in touch with whoever waits',
  '/inbox/:id act=third-session': 'that somebody came for the third time',
}

/**
 * Several people open the same page and save it at once, each with words of their own, for as many rounds as the form stands there.
 * Of each round one is accepted; all others are told, and see what stands beside what they typed.
 */
export async function editInRounds(
  database: TestDatabase,
  server: RealServer,
  token: string,
  { form, page }: OnPage,
  { editors, rounds }: { editors: number; rounds: number },
): Promise<Edited> {
  const { signature } = form
  const before = await noted(database)
  const accepted: Edit[] = []
  const refused: Edit[] = []
  const wrong: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    const opened = await formOn(server, token, page, signature)
    if (!opened) break
    const edits = await Promise.all(
      Array.from({ length: editors }, (_, editor) => edit(server, token, opened, editor, round)),
    )
    const won = edits.filter(({ answer }) => answer.status === 303)
    const lost = edits.filter(({ answer }) => answer.status !== 303)
    if (won.length !== (signature in beside ? editors : 1))
      wrong.push(`${won.length} of ${editors} were accepted at once (${statusesOf(edits)})`)
    for (const each of lost) wrong.push(...whatIsMissing(each, won))
    accepted.push(...won)
    refused.push(...lost)
    if (won.length === 0) break
  }
  wrong.push(...(await lostOf(database, before, accepted, signature in beside)))
  const location = accepted[0]?.answer.headers.location
  return {
    signature,
    isDone: accepted.length > 0,
    leadsTo: location === undefined ? null : String(location),
    accepted: accepted.length,
    refused: refused.length,
    wrong: [...new Set(wrong)],
  }
}

/**
 * Several people save the same thing as often as they can, each going on from what they are shown: after a refusal from the page that
 * told them, with what stands there now.
 */
export async function editAgainAndAgain(
  database: TestDatabase,
  server: RealServer,
  token: string,
  { form, page }: OnPage,
  { editors, edits }: { editors: number; edits: number },
): Promise<Edited> {
  const { signature } = form
  const before = await noted(database)
  const accepted: Edit[] = []
  const refused: Edit[] = []
  const wrong: string[] = []

  async function one(editor: number): Promise<void> {
    let at: WholeForm | undefined = await formOn(server, token, page, signature)
    for (let turn = 0; turn < edits && at; turn += 1) {
      const done = await edit(server, token, at, editor, turn)
      const isAccepted = done.answer.status === 303
      if (isAccepted) accepted.push(done)
      else {
        refused.push(done)
        wrong.push(
          ...whatIsMissing(done, []),
          ...(showsAnother(done) ? [] : ['what stands is not on the page']),
        )
      }
      at = isAccepted ? await formOn(server, token, page, signature) : again(done.answer, page, signature)
    }
    if (!at) wrong.push('the form is gone')
  }

  await Promise.all(Array.from({ length: editors }, (_, editor) => one(editor)))
  wrong.push(...(await lostOf(database, before, accepted, false)))
  return {
    signature,
    isDone: accepted.length > 0,
    leadsTo: null,
    accepted: accepted.length,
    refused: refused.length,
    wrong: [...new Set(wrong)],
  }
}

async function edit(
  server: RealServer,
  token: string,
  form: WholeForm,
  editor: number,
  turn: number,
): Promise<Edit> {
  const field = fieldToType(form)
  const typed = field ? wordsOf(field, editor, turn) : ''
  const fields = field ? { ...form.fields, [field.name]: typed } : form.fields
  return { typed, answer: await server.post(form.path, token, fields) }
}

/** A long text before a line, words before numbers; of what belongs to an act, what belongs to the one that is done. */
function fieldToType({ free, fields }: WholeForm): Free | undefined {
  const ofAnAct = (name: string) => fields.act !== undefined && name.includes('.')
  const own = free.filter(({ name }) => !ofAnAct(name) || name.endsWith(`.${fields.act}`))
  return own.find(({ holds }) => holds === 'a text') ?? own.find(({ holds }) => holds === 'words') ?? own[0]
}

/** Nobody else's, and in no other as a part. */
function wordsOf({ holds }: Free, editor: number, turn: number): string {
  return holds === 'number' ? String(turn * 16 + editor + 100) : `Typed by ${editor}, time ${turn}.`
}

function again({ text }: Answer, page: string, signature: string): WholeForm | undefined {
  return wholeFormsIn({ path: page, text }).find((form) => form.signature === signature)
}

/** Whoever is refused is told that somebody else was first, and sees both. */
function whatIsMissing({ typed, answer }: Edit, won: readonly Edit[]): string[] {
  const { status } = answer
  const text = readIn(answer)
  if (status !== 409) return [`is refused with ${status}`]
  return [
    ...(text.includes(typed) ? [] : ['what was typed is not on the page']),
    ...(won.every((each) => text.includes(each.typed)) ? [] : ['what stands is not on the page']),
  ]
}

/** Somebody's words beside one's own. */
function showsAnother({ typed, answer }: Edit): boolean {
  const shown = readIn(answer).matchAll(/Typed by \d+, time \d+\./g)
  return !typed.startsWith('Typed') || [...shown].some(([words]) => words !== typed)
}

function statusesOf(edits: readonly Edit[]): string {
  return edits.map(({ answer }) => answer.status).join(', ')
}
