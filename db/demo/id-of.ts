import { createHash } from 'node:crypto'
import type { Cast } from './cast'

/** The id of what these words name: the same on every day, so that what is loaded in two parts finds itself again. */
export function idOf(words: string): string {
  const digest = createHash('sha256').update(`the demonstration: ${words}`).digest('hex')
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(12, 15)}`,
    `a${digest.slice(15, 18)}`,
    digest.slice(18, 30),
  ].join('-')
}

export function personId(key: string): string {
  return idOf(`person ${key}`)
}

/** By their place among the ways of that person. */
export function wayId(person: string, place: number): string {
  return idOf(`way ${place} to ${person}`)
}

export type KeyOf = (person: string) => { organisation_id: string; person_id: string }

/** @throws where nobody of the cast has that key. */
export function keysOf({ people }: Pick<Cast, 'people'>, organisationId: (slug: string) => string): KeyOf {
  const slugs = new Map(people.map(({ key, organisation }) => [key, organisation]))
  return (person) => {
    const slug = slugs.get(person)
    if (slug === undefined) throw new Error(`The demonstration has no ${person}`)
    return { organisation_id: organisationId(slug), person_id: personId(person) }
  }
}
