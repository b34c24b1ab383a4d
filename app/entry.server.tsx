import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { Nonce } from './ui/nonce'

/** One bundle: the server, the command line and the migrations are reached through the build's own entry. */
export { main } from './main.server'

/**
 * The page is rendered whole: streaming costs four times as much for a small one. What the loaders said is therefore handed over
 * whole too, after the page, in the way the browser's part of the framework reads it.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
) {
  const said = remix.serverHandoffStream ? await new Response(remix.serverHandoffStream).text() : ''
  const page = renderToString(
    <Nonce.Provider value={context.nonce}>
      <RemixServer
        context={{ ...remix, serverHandoffStream: undefined }}
        url={request.url}
        nonce={context.nonce}
      />
    </Nonce.Provider>,
  )
  context.page(`<!DOCTYPE html>${page}${handOver(said, context.nonce)}`)
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(null, { status, headers })
}

function handOver(said: string, nonce: string): string {
  const words = JSON.stringify(said).replace(/[<>&\u2028\u2029]/g, asEscape)
  return `<script nonce="${nonce}">window.__remixContext.streamController.enqueue(${words});window.__remixContext.streamController.close();</script>`
}

/** So that nothing anybody wrote can end the script that carries it. */
function asEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
}

/** An answer may fail; what it failed over is written to the log without a word about a person. */
export function handleError(error: unknown, { context }: LoaderFunctionArgs | ActionFunctionArgs) {
  context.reportError(error)
}
