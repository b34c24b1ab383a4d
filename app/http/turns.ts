/**
 * Turns at what only so many may do at once. Whoever finds it full waits, as one of so many and for so long; who goes away meanwhile
 * leaves the queue.
 */
export function openTurns({
  atOnce,
  waiting,
  withinMs,
}: {
  atOnce: number
  waiting: number
  withinMs: number
}) {
  const queue = new Set<() => void>()
  let taken = 0

  /** @returns what gives the turn back, which may be called more than once; null when there is none to be had. */
  function take(goesAway: (leave: () => void) => void): (() => void) | Promise<(() => void) | null> | null {
    if (taken < atOnce) return begun()
    if (queue.size >= waiting) return null
    return new Promise((settle) => {
      const late = setTimeout(leave, withinMs)
      queue.add(begin)
      goesAway(leave)

      function begin() {
        clearTimeout(late)
        queue.delete(begin)
        settle(begun())
      }

      function leave() {
        clearTimeout(late)
        queue.delete(begin)
        settle(null)
      }
    })
  }

  function begun() {
    taken += 1
    let isMine = true
    return () => {
      if (!isMine) return
      isMine = false
      taken -= 1
      const [next] = queue
      next?.()
    }
  }

  return { take }
}
