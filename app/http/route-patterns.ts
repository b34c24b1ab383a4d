import type { ServerBuild } from '@remix-run/node'
import { matchRoutes } from '@remix-run/react'

type Branch = { path?: string; index?: boolean; children?: Branch[] }

/** Names the route of a path by its pattern, so that a log line can hold no one's id. */
export function routePatterns(build: ServerBuild): (path: string | null) => string {
  const branches = under(undefined)
  /** Paths that differ only in their ids have one pattern, which is looked for once. */
  const patterns = new Map<string, string>()

  function under(parentId: string | undefined): Branch[] {
    return Object.values(build.routes)
      .filter((route) => route !== undefined && route.parentId === parentId)
      .map((route) => ({
        path: route?.path,
        index: route?.index,
        children: route?.index ? undefined : under(route?.id),
      }))
  }

  return (path) => {
    if (path === null) return 'unreadable'
    if (path === '/healthz' || path === '/readyz') return path
    if (path.startsWith('/assets/')) return '/assets/*'
    const shape = path.replace(/\.data$/, '').replace(IDS, ':id')
    const known = patterns.get(shape)
    if (known !== undefined) return known
    const pattern = patternFor(shape)
    if (patterns.size < 1_000) patterns.set(shape, pattern)
    return pattern
  }

  function patternFor(shape: string): string {
    const matches = matchRoutes(branches as Parameters<typeof matchRoutes>[0], shape) ?? []
    if (!matches.length) return 'none'
    return `/${matches
      .map(({ route }) => route.path)
      .filter(Boolean)
      .join('/')}`
  }
}

const IDS = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi
