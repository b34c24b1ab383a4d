import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'

export type Matched = {
  /** As a log line may name it: it can hold no one's id. */
  pattern: string
  /** The routes that the page is made of, from the root on; empty where none is for this path. */
  ids: readonly string[]
}

type Branch = { id: string; path?: string; index?: boolean; children?: Branch[] }

/** Says which routes a path is for. Paths that differ only in their ids are looked for once. */
export function matchedRoutes(build: ServerBuild): (path: string) => Matched {
  const branches = under(undefined)
  const known = new Map<string, Matched>()

  function under(parentId: string | undefined): Branch[] {
    return Object.values(build.routes)
      .filter((route) => route !== undefined)
      .filter((route) => route.parentId === parentId)
      .map(({ id, path, index }) => ({ id, path, index, children: index ? undefined : under(id) }))
  }

  return (path) => {
    const shape = path.replace(IDS, 'id')
    const before = known.get(shape)
    if (before) return before
    const matched = matchedBy(shape)
    if (known.size < 1_000) known.set(shape, matched)
    return matched
  }

  function matchedBy(shape: string): Matched {
    const matches = matchRoutes(branches as Parameters<typeof matchRoutes>[0], shape) ?? []
    if (matches.length === 0) return { pattern: 'none', ids: [] }
    const parts = matches.map(({ route }) => route.path).filter(Boolean)
    return { pattern: `/${parts.join('/')}`, ids: matches.map(({ route }) => route.id ?? '') }
  }
}

const IDS = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi
