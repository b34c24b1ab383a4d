import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { saidByAll } from './http/whole-data'
import { Nonce } from './ui/nonce'

/** One bundle: the server, the command line and the migrations are reached through the build's own entry. */
export { main } from './main.server'

/** Nothing that a loader said is ever waited for here: what was kept for it may go at once. */
export const streamTimeout = 1

/**
 * The page is rendered whole: streaming costs four times as much for a small one. What the loaders said is handed over whole with
 * it, as the framework does where its data is not streamed: its own encoding costs five times as much.
 */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
) {
  remix.staticHandlerContext.loaderData = saidByAll(remix.staticHandlerContext.loaderData)
  const future = { ...remix.future, v3_singleFetch: false }
  const page = renderToString(
    <Nonce.Provider value={context.nonce}>
      <RemixServer
        context={{
          ...remix,
          future,
          serverHandoffStream: undefined,
          serverHandoffString: handedOver(remix, future),
        }}
        url={request.url}
        nonce={context.nonce}
      />
    </Nonce.Provider>,
  )
  context.page(`<!DOCTYPE html>${page}`)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(null, { status, headers })
}

function handedOver(remix: EntryContext, future: EntryContext['future']): string {
  const { loaderData, actionData, errors, basename } = remix.staticHandlerContext
  const state = { loaderData, actionData, errors: errors && saidErrors(errors, remix) }
  const words = JSON.stringify({ basename, future, isSpaMode: remix.isSpaMode, state })
  return words.replace(/[<>&\u2028\u2029]/g, asEscape)
}

/** As the browser's part of the framework reads them. */
function saidErrors(errors: Readonly<Record<string, unknown>>, remix: EntryContext): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(errors).map(([id, error]) => {
      if (isRouteErrorResponse(error)) return [id, { ...error, __type: 'RouteErrorResponse' }]
      if (error instanceof Error) return [id, { ...remix.serializeError(error), __type: 'Error' }]
      return [id, error]
    }),
  )
}

/** So that nothing anybody wrote can end the script that carries it. */
function asEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** An answer may fail; what it failed over is written to the log without a word about a person. */
export function handleError(error: unknown, { context }: LoaderFunctionArgs | ActionFunctionArgs) {
  context.reportError(error)
}
