import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * A process that can be asked what it has used. Its words: the built server to load, then what is said to it:
 * for Airt a command line (`start`, `airt` commands), for the template nothing.
 */
const [, , server = '', ...argv] = process.argv

process.on('message', (/** @type {'usage' | 'collect'} */ asked) => {
  if (asked === 'collect') global.gc?.()
  const { user, system } = process.cpuUsage()
  process.send?.({
    cpuMs: (user + system) / 1_000,
    systemMs: system / 1_000,
    rssMb: process.memoryUsage.rss() / 2 ** 20,
  })
})
// Only to be asked: it keeps nobody alive, and whoever asked may end first.
process.channel?.unref()
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'))

const build = await import(pathToFileURL(resolve(server)).href)
if (build.entry.module.main) {
  process.exit(await build.entry.module.main(argv, build))
} else {
  const { serveTemplate } = await import('./template-server.mjs')
  await serveTemplate(build)
}
