import { setTimeout as pause } from 'node:timers/promises'
import type { BuiltApp, Said } from './built-app'
import { seen } from './somebody'

/** The steps that somebody takes with a list, and then what the app does by itself. */
const STEPS = ['upload', 'columns', 'start'] as const
export type Step = (typeof STEPS)[number]

/** Several batches, so that a list can be cut off between two. */
export const LIST_ROWS = 1_000

type ListByPage = {
  source: string
  mark: string
  importId: string | null
  step: Step | 'saving' | 'done'
  /** Sent, and not yet known to be done: the same again, under the same key, until an answer says so. */
  sent: { path: string; key: string; fields: Record<string, string> } | null
}

/** What its page is told while a list is worked on. */
type Told = { status: string; report?: { alike?: { row: number }[] } }

export type ListsByPage = {
  /** Somebody brings in one list after another, until the app is gone; @returns once that is so. */
  bringIn: (app: BuiltApp, token: string) => Promise<void>
  /** The step whose request is on its way now. */
  asking: () => Step | null
  /** The app was told to finish the list that is open; @returns how often one that had stopped was gone on with. */
  finish: (app: BuiltApp, token: string) => Promise<number>
  all: readonly ListByPage[]
}

export function listsByPage(): ListsByPage {
  const all: ListByPage[] = []
  let asking: Step | null = null
  let goneOn = 0

  function open(): ListByPage {
    const last = all.at(-1)
    if (last && last.step !== 'done') return last
    const mark = `P${all.length + 1}-`
    const list: ListByPage = { source: `Roll ${mark}`, mark, importId: null, step: 'upload', sent: null }
    all.push(list)
    return list
  }

  async function send(step: Step, said: Promise<Said>): Promise<Said | null> {
    asking = step
    const answer = await said
    asking = null
    if (answer.status === 303) return answer
    if (answer.status !== 503)
      throw new Error(`${step} was answered with ${answer.status}: ${answer.text.slice(0, 2_000)}`)
    await pause(20)
    return null
  }

  async function upload(app: BuiltApp, token: string, list: ListByPage): Promise<void> {
    const path = '/imports/new'
    list.sent ??= { path, key: app.keyFor(path), fields: { kind: 'people', source: list.source } }
    const { fields, key } = list.sent
    const answer = await send('upload', app.upload(path, token, fields, fileOf(list.mark, all.length), key))
    if (!answer) return
    list.importId = /^\/imports\/([\da-f-]{36})\/columns$/.exec(answer.location ?? '')?.[1] ?? null
    if (!list.importId) throw new Error(`The list was taken in and led to ${answer.location}`)
    Object.assign(list, { step: 'columns', sent: null })
  }

  async function columns(app: BuiltApp, token: string, list: ListByPage): Promise<void> {
    const path = `/imports/${list.importId}/columns`
    if (!list.sent) {
      const page = await app.get(path, token)
      if (page.status === 503) return pause(30)
      const version = /name="version" value="(\d+)"/.exec(page.text)?.[1]
      if (version === undefined) throw new Error(`${path} was answered with ${page.status}`)
      const matched = Object.fromEntries(OURS.map((column, at) => [`column.${at}`, column]))
      list.sent = { path, key: app.keyFor(path), fields: { version, ...matched } }
    }
    const { fields, key } = list.sent
    if (await send('columns', app.post(path, token, fields, key)))
      Object.assign(list, { step: 'start', sent: null })
  }

  async function start(app: BuiltApp, token: string, list: ListByPage): Promise<void> {
    const path = `/imports/${list.importId}`
    if (!list.sent) {
      const { status, report } = await howFar(app, token, list)
      if (status !== 'checked') return
      const who = (report?.alike ?? []).map(({ row }) => [`who.${row}`, 'other'])
      list.sent = { path, key: app.keyFor(path), fields: { act: 'start', ...Object.fromEntries(who) } }
    }
    const { fields, key } = list.sent
    if (await send('start', app.post(path, token, fields, key)))
      Object.assign(list, { step: 'saving', sent: null })
  }

  async function saving(app: BuiltApp, token: string, list: ListByPage): Promise<void> {
    const { status } = await howFar(app, token, list)
    if (status === 'done') list.step = 'done'
  }

  /** Waits a moment where the app is at it; one that stopped is gone on with. */
  async function howFar(app: BuiltApp, token: string, list: ListByPage): Promise<Told> {
    const path = `/imports/${list.importId}`
    const page = await app.get(`${path}/now`, token)
    if (page.status === 503) {
      await pause(30)
      return { status: 'not told' }
    }
    if (page.status !== 200) throw new Error(`${path}/now was answered with ${page.status}`)
    const now: Told = JSON.parse(page.text).list
    if (now.status === 'stopped' && (await app.post(path, token, { act: 'go-on' })).status === 303)
      goneOn += 1
    if (now.status !== 'checked' && now.status !== 'done') await pause(30)
    return now
  }

  const steps = { upload, columns, start, saving, done: async () => undefined }
  return {
    all,
    asking: () => asking,
    bringIn: async (app, token) => {
      try {
        for (;;) {
          const list = open()
          await steps[list.step](app, token, list)
        }
      } catch (error) {
        if (app.isUp()) throw error
      } finally {
        asking = null
      }
    },
    finish: async (app, token) => {
      for (let list = open(); list.step !== 'done'; ) await steps[list.step](app, token, list)
      return goneOn
    },
  }
}

/** What a job is at, of the lists that somebody brought in; null where it is at none. */
export async function listUnderWay(database: { superUrl: string }): Promise<'checking' | 'saving' | null> {
  const [list] = await seen<{ status: 'checking' | 'running' }>(
    database,
    "select status from app.import where status in ('checking', 'running')",
  )
  if (!list) return null
  return list.status === 'running' ? 'saving' : 'checking'
}

export type ListsFound = { lost: number; double: number; partial: number; people: number }

/** Of lists that ended well, as the pages said: what is not there, what is there twice, and what is not whole. */
export async function wrongInLists(
  database: { superUrl: string },
  { all }: ListsByPage,
): Promise<ListsFound> {
  const lists = await seen<{ source: string; n: number; taken: number; begun: number; added: number }>(
    database,
    `select i.source, count(*)::int as n, sum(i.added)::int as added,
        sum((select count(*) from aud.audit_entry e where e.subject_id = i.id and e.act = 'list.take-in'))::int as taken,
        sum((select count(*) from aud.audit_entry e where e.subject_id = i.id and e.act = 'list.running'))::int as begun
       from app.import i group by 1`,
  )
  const people = await seen<{ mark: string; n: number; different: number; led: number }>(
    database,
    `select substring(p.reference from '^P[0-9]+-') as mark, count(*)::int as n, count(distinct p.reference)::int as different,
        count(*) filter (where (select count(*) from app.allocation a where a.person_id = p.id) = 1)::int as led
       from app.person p where p.reference ~ '^P[0-9]+-' group by 1`,
  )
  const done = all.filter(({ step }) => step === 'done')
  const listOf = new Map(lists.map((list) => [list.source, list]))
  const peopleOf = new Map(people.map((each) => [each.mark, each]))
  return {
    people: people.reduce((sum, { n }) => sum + n, 0),
    lost: done.filter(({ source, mark }) => !listOf.has(source) || !peopleOf.has(mark)).length,
    double:
      lists.filter(({ n, taken, begun }) => n > 1 || taken > 1 || begun > 1).length +
      people.filter(({ n, different }) => n > different).length,
    partial: done.filter(({ source, mark }) => {
      const [list, each] = [listOf.get(source), peopleOf.get(mark)]
      return !(list?.added === LIST_ROWS && each?.n === LIST_ROWS && each.led === LIST_ROWS)
    }).length,
  }
}

const OURS = ['reference', 'given_name', 'family_name', 'date_of_birth']
const GIVEN = 'Ailsa Bruce Ciara Duncan Esme Fergus Gilda Hamish Iona Jock Kirsty Lewis'.split(' ')
const FAMILY = 'Baxter Cobb Dalgleish Eadie Foulis Galbraith Haldane Imrie Jardine Kinloch'.split(' ')

/** As a school sends it, its columns called otherwise than ours, and nobody in it born on another's day under the same name. */
function fileOf(mark: string, list: number): string {
  const rows = Array.from({ length: LIST_ROWS }, (_, row) => {
    const at = list * LIST_ROWS + row
    const born = new Date(Date.UTC(2005, 0, 1 + ((at * 37) % 3_989))).toISOString().slice(0, 10)
    return `${mark}${row},${GIVEN[at % 12]},${FAMILY[Math.floor(at / 12) % 10]},${born}`
  })
  return ['Pupil ID,Forename,Surname,DOB', ...rows, ''].join('\r\n')
}
