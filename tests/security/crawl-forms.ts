import type { Answer } from '../server/support'
import { type Asked, addressOf, compare, type Found, missingIds, note } from './crawl'
import { type FormOnPage, formsIn } from './forms-in'
import { type RealServer, routes } from './real-server'
import { type Ids, type Player, reasons, type Strangers } from './strangers'

type Page = { path: string; text: string }

/** Posts an empty form to every route that takes one about a person. */
export async function postNothing(
  server: RealServer,
  world: Strangers,
  player: Player | null,
  found: Found,
): Promise<void> {
  for (const { url, module } of routes) {
    if (!('action' in module) || !url.includes(':personId')) continue
    await forEverybodyHidden(world, player, found, `an empty form for ${url}`, url, (ids) =>
      server.post(addressOf(url, ids), player?.token ?? null, {}),
    )
  }
}

/** Posts every form that stands on the pages about whom they do see, turned to everybody hidden and to nobody. */
export async function postEveryForm(
  server: RealServer,
  world: Strangers,
  player: Player,
  pages: readonly Page[],
  found: Found,
): Promise<void> {
  const { own } = player
  if (!own) return
  for (const form of distinct(pages.flatMap(formsIn), own)) {
    const path = turned(form.path, own, namesOfIds)
    const about = `a form for ${path}`
    await forEverybodyHidden(world, player, found, about, path, (ids) => send(server, player, form, own, ids))
    const { personId: _person, name: _name, ...hanging } = own
    if (!Object.values(hanging).some((id) => JSON.stringify(form).includes(id))) continue
    await forEverybodyHidden(world, player, found, `${about}, through their own person`, '', (ids) =>
      send(server, player, form, own, { ...ids, personId: own.personId }),
    )
  }
}

/** Sends the forms where they belong, each as its page stands at that moment; what ends the work with somebody comes last. */
export async function postOwnForms(server: RealServer, player: Player, pages: readonly Page[]) {
  const { own } = player
  const answers: { url: string; status: number }[] = []
  if (!own) return answers
  const inOrder = [...pages].sort((one, other) => Number(ends(one.path)) - Number(ends(other.path)))
  for (const { path } of inOrder) {
    const { text } = await server.get(path, player.token)
    for (const form of distinct(formsIn({ path, text }), own)) {
      const { status } = await send(server, player, form, own, own)
      answers.push({ url: form.path.split('?')[0] ?? '', status })
    }
  }
  return answers
}

function ends(path: string): boolean {
  return /\/(close|withdraw)$/.test(path)
}

async function forEverybodyHidden(
  world: Strangers,
  player: Player | null,
  found: Found,
  what: string,
  url: string,
  post: (ids: Ids) => Promise<Answer>,
): Promise<void> {
  const ask = async (ids: Ids): Promise<Asked> => {
    const answer = await post(ids)
    note(found, world, player, what, answer, ids, url)
    return { answer, ids }
  }
  const due = await ask(missingIds())
  for (const reason of reasons)
    compare(found, `${player?.role ?? 'nobody'}: ${what}, ${reason}`, due, await ask(world.hidden[reason]))
}

/** Forms that name the person or what hangs on them, each once. */
function distinct(forms: readonly FormOnPage[], own: Ids): FormOnPage[] {
  const byWords = new Map(forms.map((form) => [JSON.stringify(form), form]))
  return [...byWords.values()].filter((form) =>
    Object.values(own).some((id) => JSON.stringify(form).includes(id)),
  )
}

function send(server: RealServer, player: Player, form: FormOnPage, own: Ids, ids: Ids): Promise<Answer> {
  const fields = Object.fromEntries(
    Object.entries(form.fields).map(([name, value]) => [name, turned(value, own, ids)]),
  )
  return server.post(turned(form.path, own, ids), player.token, fields)
}

const namesOfIds: Ids = {
  personId: ':personId',
  factId: ':factId',
  transitionId: ':transitionId',
  sessionId: ':sessionId',
  referralId: ':referralId',
  unusualId: ':unusualId',
  importId: ':importId',
  lotId: ':lotId',
}

function turned(text: string, from: Ids, to: Ids): string {
  return (Object.keys(namesOfIds) as (keyof Ids)[]).reduce(
    (said, name) => said.replaceAll(from[name], to[name]),
    text,
  )
}
