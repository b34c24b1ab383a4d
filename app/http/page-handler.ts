import {
  type AppLoadContext,
  createRequestHandler,
  type LoaderFunction,
  type ServerBuild,
} from '@remix-run/node'
import type { Matched } from './matched-routes'
import { WholeData } from './whole-data'

type Handler = (request: Request, context: AppLoadContext) => Promise<Response>
type Route = NonNullable<ServerBuild['routes'][string]>

/**
 * Remix's own handler, one for each set of routes that make a page. It looks through all the routes that it was given four times an
 * answer, so each is given only those that it answers with. What no route is for, and a page asked for its data alone, goes to the one
 * with all of them.
 */
export function pageHandler(build: ServerBuild, matched: (path: string) => Matched): Handler {
  const all = createRequestHandler(build, 'production')
  const handlers = new Map<string, Handler>()

  return (request, context) => {
    const { pathname } = new URL(request.url)
    const { ids } = matched(pathname)
    if (ids.length === 0 || pathname.endsWith('.data')) return all(request, context)
    const key = ids.join(' ')
    const handler = handlers.get(key) ?? createRequestHandler(madeOf(build, ids), 'production')
    handlers.set(key, handler)
    return handler(request, context)
  }
}

function madeOf(build: ServerBuild, ids: readonly string[]): ServerBuild {
  const routes = Object.entries(build.routes).filter(([id]) => ids.includes(id))
  const assets = Object.entries(build.assets.routes).filter(([id]) => ids.includes(id))
  return {
    ...build,
    routes: Object.fromEntries(routes.map(([id, route]) => [id, route && carryingWhole(route)])),
    assets: { ...build.assets, routes: Object.fromEntries(assets) },
  }
}

/** A page's data goes to the browser by app/entry.server.tsx; what has no page is answered as it is. */
function carryingWhole(route: Route): Route {
  const { loader, default: page } = route.module
  if (!loader || !page) return route
  return { ...route, module: { ...route.module, loader: carried(loader) } }
}

function carried(loader: LoaderFunction): LoaderFunction {
  return async (args) => {
    const said = await loader(args)
    return isPlain(said) ? new WholeData(said) : said
  }
}

/** A redirect, or data with a status of its own, is the framework's to read. */
function isPlain(said: unknown): boolean {
  return typeof said === 'object' && said !== null && Object.getPrototypeOf(said) === Object.prototype
}
