import { skeletonOf } from '~/transitions/skeleton'
import { transitionsIn } from '~/transitions/transitions-in'
import { madeLives } from './same-lives'

/** Every rule on each life, with the digest that tells whether anything has to be written: people a second of a core, by rounds. */
export type AllRules = number[]

const lives = madeLives(10_000)

process.on('message', (word) => {
  const rounds = Array.from({ length: Number(word) }, () => {
    const before = process.cpuUsage()
    for (const life of lives) skeletonOf(transitionsIn(life).transitions)
    const { user, system } = process.cpuUsage(before)
    return Math.round((lives.length / (user + system)) * 1_000_000)
  })
  process.send?.(rounds satisfies AllRules)
})
