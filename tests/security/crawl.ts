import { randomUUID } from 'node:crypto'
import type { Answer } from '../server/support'
import { leadsTo } from './forms-in'
import { type RealServer, routes } from './real-server'
import { type Ids, type Player, reasons, type Strangers } from './strangers'

/** Nobody has these. */
export function missingIds(): Ids {
  return {
    personId: randomUUID(),
    factId: randomUUID(),
    transitionId: randomUUID(),
    sessionId: randomUUID(),
    referralId: randomUUID(),
    unusualId: randomUUID(),
    importId: randomUUID(),
    lotId: randomUUID(),
  }
}

/** Where data protection is told who opened a record of its own organisation, and nothing that stands in it. */
const toldToDataProtection: ReadonlySet<string> = new Set([
  '/people/:personId/readers',
  '/unusual',
  '/unusual/:unusualId',
])

function isTold(player: Player | null, url: string): boolean {
  return player?.role === 'data-protection' && toldToDataProtection.has(url)
}

/** The address of a route with these ids; what it names beside a person is filled too, so that no route is left out. */
export function addressOf(url: string, ids: Ids): string {
  return url
    .split('/')
    .map((part) => {
      if (part === '*') return `nowhere/${ids.personId}`
      if (!part.startsWith(':')) return part
      const name = part.slice(1).replace('?', '')
      return name in ids ? ids[name as keyof Ids] : ids.personId
    })
    .join('/')
}

/** The same address as a page asks for it by script. */
export function dataOf(path: string): string {
  const [address = '', query] = path.split('?')
  return `${address === '/' ? '/_root' : address}.data${query ? `?${query}` : ''}`
}

export type Found = {
  /** Answers that differ from the one for somebody who does not exist. */
  different: string[]
  /** Answers that hold something of somebody hidden. */
  leaks: string[]
  /** Answers that failed. */
  broken: string[]
  /** Requests by a signed-in worker for a person or a referral by id that came to nothing: each must be in the audit as denied. */
  denied: { requestId: string; asked: string; by: string; what: string }[]
  /** Answers that show somebody: each must be in the audit as read. */
  shown: { requestId: string; personId: string; by: string; what: string }[]
  /** Answers that tell data protection who opened a record of somebody hidden. */
  told: number
  asked: number
}

export function nothingFound(): Found {
  return { different: [], leaks: [], broken: [], denied: [], shown: [], told: 0, asked: 0 }
}

/** Asks every page of the product, for everybody hidden and for nobody at all, as one worker or as no one. */
export async function askEveryPage(
  server: RealServer,
  world: Strangers,
  player: Player | null,
  found: Found,
): Promise<void> {
  const token = player?.token ?? null
  const ways: Record<string, (path: string) => Promise<Answer>> = {
    'a page': (path) => server.get(path, token),
    'its data': (path) => server.get(dataOf(path), token),
    'its head': (path) => server.get(path, token, 'HEAD'),
  }
  for (const { url } of routes) {
    for (const [asks, get] of Object.entries(ways)) {
      const what = `${asks} ${url}`
      const ask = async (ids: Ids) => {
        const answer = await get(addressOf(url, ids))
        note(found, world, player, what, answer, ids, url)
        return answer
      }
      const none = missingIds()
      const due = { answer: await ask(none), ids: none }
      if (!/[:*]/.test(url)) continue
      for (const reason of reasons) {
        const ids = world.hidden[reason]
        if (isTold(player, url) && (reason === 'no access' || reason === 'restricted')) {
          const { status } = await ask(ids)
          if (status === 200) found.told += 1
          continue
        }
        compare(found, `${player?.role ?? 'nobody'}: ${what}, ${reason}`, due, {
          answer: await ask(ids),
          ids,
        })
      }
    }
  }
}

/** A rule and an item of the law are about nobody, and there are dozens of each: one is asked for every worker. */
const oneOfMany = /^(\/rules\/law\/|\/rules\/)(?:\d+|[A-Z][A-Z0-9_]+)$/

/** Asks every page about whom a worker does see, and whatever those lead to. Returns the pages that came. */
export async function askOwnPages(
  server: RealServer,
  world: Strangers,
  player: Player,
  found: Found,
): Promise<{ path: string; text: string }[]> {
  const pages: { path: string; text: string }[] = []
  const { own, token } = player
  if (!own) return pages
  const waiting = routes.map(({ url }) => addressOf(url, own))
  const known = new Set(waiting)
  for (const path of waiting) {
    for (const address of [path, dataOf(path)]) {
      const answer = await server.get(address, token)
      note(found, world, player, `own ${path}`, answer, own, '')
      if (answer.status !== 200 || address !== path) continue
      pages.push({ path, text: answer.text })
      for (const next of leadsTo({ path, text: answer.text })) {
        const kind = next.replace(oneOfMany, (_all, place: string) => `${place}one`)
        if (known.has(next) || known.has(kind)) continue
        known.add(next)
        if (kind !== next) known.add(kind)
        waiting.push(next)
      }
    }
  }
  return pages
}

export type Asked = { answer: Answer; ids: Ids }

export function compare(found: Found, what: string, due: Asked, asked: Asked): void {
  const one = masked(due)
  const other = masked(asked)
  if (one !== other) found.different.push(`${what}: ${firstDifference(one, other)}`)
}

export function note(
  found: Found,
  { canaries, hidden, players, knownToDataProtection }: Strangers,
  player: Player | null,
  what: string,
  answer: Answer,
  ids: Ids,
  url: string,
): void {
  found.asked += 1
  const by = player?.role ?? 'nobody'
  const requestId = String(answer.headers['x-request-id'])
  const said = `${JSON.stringify(answer.headers)} ${answer.text}`
  const due = [...Object.values(ids), ...(isTold(player, url) ? knownToDataProtection : [])]
  const heard = due.reduce((text, each) => text.replaceAll(each, ''), said)
  const others = [...canaries, ...Object.values(hidden).flatMap((each) => Object.values(each))]
  for (const canary of others) if (heard.includes(canary)) found.leaks.push(`${by}: ${what} holds ${canary}`)
  if (answer.status >= 500) found.broken.push(`${by}: ${what} is answered with ${answer.status}`)
  const asked = askedFor(url, ids)
  if (player && asked && answer.status === 404)
    found.denied.push({ requestId, asked, by: player.workerId, what: `${by}: ${what}` })
  for (const { own } of players)
    if (own && answer.text.includes(own.name))
      found.shown.push({
        requestId,
        personId: own.personId,
        by: player?.workerId ?? '',
        what: `${by}: ${what}`,
      })
}

/** Whom an address is about, or which list, look or referral where it names nobody. */
function askedFor(url: string, { personId, referralId, unusualId, importId }: Ids): string | null {
  if (url.includes(':personId')) return personId
  if (url.includes(':unusualId')) return unusualId
  if (url.includes(':importId')) return importId
  return url.includes(':referralId') ? referralId : null
}

/** What differs from one request to the next whoever is asked for: its own marks, and the id that was asked. */
function masked({ answer: { status, headers, text }, ids }: Asked): string {
  const { date: _date, 'x-request-id': _requestId, ...kept } = headers
  const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
  let said = `${status} ${JSON.stringify(kept)}\n${text}`
  if (nonce) said = said.replaceAll(nonce, 'a nonce')
  for (const [name, id] of Object.entries(ids)) said = said.replaceAll(id, `the ${name}`)
  return said
    .replace(/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\.[\w-]{43}/g, 'a form key')
    .replace(/(secondsLeft\\*"[:,])\d+/g, (_all, name: string) => `${name}1800`)
    .replace(/(madeAt\\*"[:,])\d+/g, (_all, name: string) => `${name}0`)
    .replace(/airt-before=[\w-]+/g, 'airt-before')
    .replace(/(?<=\/sessions\/|\/referrals\/)[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'a new one')
}

function firstDifference(one: string, other: string): string {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return `…${one.slice(Math.max(0, at - 40), at + 40)}… is …${other.slice(Math.max(0, at - 40), at + 40)}…`
}
