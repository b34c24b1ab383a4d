import type { LoaderFunctionArgs } from '@remix-run/node'
import { secretIn } from '~/messages/calendar.server'
import { calendarFeed } from '~/messages/calendar-feed.server'

/** Whoever has the address reads it: nobody is signed in here, and a wrong one looks like one that never was. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const secret = secretIn(params.feed)
  if (secret === null) return nothing()
  const { db } = await context.unit.enter('')
  const feed = await calendarFeed(db, secret, context, context.today())
  if (feed === null) return nothing()
  const headers = { ETag: feed.etag, 'Cache-Control': 'no-store' }
  if (request.headers.get('If-None-Match') === feed.etag) return new Response(null, { status: 304, headers })
  return new Response(feed.ics, {
    headers: {
      ...headers,
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="airt.ics"',
    },
  })
}

function nothing(): Response {
  return new Response('Not found\n', {
    status: 404,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}
