import type { ActionFunctionArgs, AppLoadContext, EntryContext, LoaderFunctionArgs } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToString } from 'react-dom/server'
import { Nonce } from './ui/nonce'

/** One bundle: the server, the command line and the migrations are reached through the build's own entry. */
export { main } from './main.server'

/** The page is rendered whole: streaming costs four times as much for a small one. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
) {
  const page = renderToString(
    <Nonce.Provider value={context.nonce}>
      <RemixServer context={remix} url={request.url} nonce={context.nonce} />
    </Nonce.Provider>,
  )
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Response(`<!DOCTYPE html>${page}`, { status, headers })
}

/** An answer may fail; what it failed over is written to the log without a word about a person. */
export function handleError(error: unknown, { context, request }: LoaderFunctionArgs | ActionFunctionArgs) {
  if (!request.signal.aborted) context.reportError(error)
}
