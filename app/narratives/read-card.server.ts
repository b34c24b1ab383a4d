import { parseDocument } from 'yaml'
import type { ZodType } from 'zod'
import { type CardFile, CardInput, type OfferFile, OffersInput } from './card.input'

/**
 * A card's file: a head in YAML between two lines of dashes, then its texts, each under a heading of its own.
 * @throws with the file's name, when it can't be read as a card, or holds a heading or a key that no card has.
 */
export function readCard(file: string, text: string): CardFile {
  const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text.replace(/\r\n?/g, '\n')) ?? []
  if (head === undefined || body === undefined) throw new Error(`${file}: no head between two lines of ---`)
  return taken(file, CardInput, { ...camelKeys(yamlIn(file, head)), ...wordingIn(file, body) })
}

/** @throws with the file's name, when it is no list of offers. */
export function readOffers(file: string, text: string): OfferFile[] {
  const said = yamlIn(file, text)
  return taken(file, OffersInput, Array.isArray(said) ? said.map(camelKeys) : said)
}

function yamlIn(file: string, text: string): unknown {
  const document = parseDocument(text)
  const [wrong] = document.errors
  if (wrong) throw new Error(`${file}: ${wrong.message}`)
  return document.toJS()
}

function taken<T>(file: string, schema: ZodType<T>, said: unknown): T {
  const read = schema.safeParse(said)
  if (read.success) return read.data
  throw new Error(
    read.error.issues.map(({ path, message }) => `${file}: ${path.join('.')}: ${message}`).join('\n'),
  )
}

/** The heading of each text of a card. Those for the youngest have the same, after `Under 12, `. */
const headings = {
  'place and moment': 'placeAndMoment',
  'heard it said': 'myth',
  'what is true': 'whatIsTrue',
  "what it's really like": 'reality',
  'ask first': 'askFirst',
  'talk about it: feelings': 'feelings',
  'talk about it: next': 'next',
  'if they say': 'ifTheySay',
} as const

const UNDER_12 = 'under 12, '

function wordingIn(file: string, body: string) {
  const own: Record<string, string> = {}
  const youngest: Record<string, string> = {}
  for (const part of body.split(/^## /m).slice(1)) {
    const [heading = '', ...lines] = part.split('\n')
    const name = heading.trim().toLowerCase()
    const isYoungest = name.startsWith(UNDER_12)
    const field = headings[name.slice(isYoungest ? UNDER_12.length : 0) as keyof typeof headings]
    if (field === undefined) throw new Error(`${file}: no card has the heading "${heading.trim()}"`)
    const texts = isYoungest ? youngest : own
    if (texts[field] !== undefined) throw new Error(`${file}: the heading "${heading.trim()}" stands twice`)
    texts[field] = lines.join('\n').trim()
  }
  return { ...withTalk(own), under12: Object.keys(youngest).length ? withTalk(youngest) : null }
}

function withTalk({ feelings, next, ...texts }: Record<string, string>) {
  const talk = [
    { kind: 'feelings', says: feelings },
    { kind: 'next', says: next },
  ]
  return { ...texts, talk: talk.filter(({ says }) => says !== undefined) }
}

/** Keys as code writes them, in every object that lies in it. */
function camelKeys(said: unknown): object {
  return Object.fromEntries(
    Object.entries(Object(said)).map(([key, value]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      isPlain(value) ? camelKeys(value) : value,
    ]),
  )
}

function isPlain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
