import type { AppLoadContext } from '@remix-run/node'

const AT_ONCE = 2
const WAITING = 50

let running = 0
const waiting: (() => void)[] = []

/**
 * A turn for work that hashes a password: two at once, fifty waiting. It is taken before the request's transaction begins, so that
 * who waits holds no connection and no place among the requests that are answered, and a rush at the door slows nobody inside.
 * @throws 503 when fifty wait already.
 */
export async function inTurn<T>(
  { stepAside }: Pick<AppLoadContext, 'stepAside'>,
  run: () => Promise<T>,
): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= WAITING) throw new Response(null, { status: 503, headers: { 'Retry-After': '5' } })
    stepAside()
    await new Promise<void>((begin) => waiting.push(begin))
  } else running += 1
  try {
    return await run()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }
}
