import { connect } from '#db/connection.server'
import { urlAs } from '#db/roles.server'
import { beginWork } from '~/access/work.server'
import { rederiveAll } from '~/transitions/rederive.server'

/** Everybody found anew, once for each word that comes. */
export type Everybody = {
  people: number
  changed: number
  ms: number
  /** Of this process, its helper threads included. */
  cpuMs: number
  /** The most that this process ever held. */
  mostRssMb: number
}

const { DATABASE_URL: url = '', AIRT_SECRET: secret = '' } = process.env
const owner = connect({ url, most: 1, within: 600_000 })
const jobs = connect({ url: urlAs('airt_jobs', url, secret), most: 4, within: 600_000 })

process.on('message', async () => {
  const token = await beginWork(owner.db, 'rederive', null)
  const before = process.cpuUsage()
  const began = performance.now()
  const { people, changed } = await rederiveAll(jobs.db, token, { dryRun: false, by: 'bench' })
  const ms = performance.now() - began
  const { user, system } = process.cpuUsage(before)
  const mostRssMb = process.resourceUsage().maxRSS / 2 ** 10
  process.send?.({ people, changed, ms, cpuMs: (user + system) / 1_000, mostRssMb } satisfies Everybody)
})
