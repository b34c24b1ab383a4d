import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import pg from 'pg'
import { poolerUser } from '#db/roles.server'
import { aFolder, changed, filePrinted, findProgram, listening, type Running, running } from './programs'

const PAGE = 'several-machines.md'
/** The machines of the page, each at an address of this machine's own loopback. */
const NETWORK = '127.20.0.'
const nodes = { 'db-1': `${NETWORK}11`, 'db-2': `${NETWORK}12`, vote: `${NETWORK}13` }
const app = `${NETWORK}21`
const SUPER = 'FIRST-PASSWORD'

export type NodeName = 'db-1' | 'db-2'
type Member = { name: NodeName; role: 'leader' | 'sync_standby' | 'replica'; state: string }
export type Pair = Awaited<ReturnType<typeof aPair>>

export const needed = ['etcd', 'patroni', 'haproxy', 'pgbouncer', 'pg_controldata', 'pg_rewind']

/**
 * Two databases under Patroni that hold every change twice, a third vote, HAProxy and PgBouncer, as the page of several machines sets
 * them up: its own files, but for addresses, folders and passwords.
 */
export async function aPair(secret: string) {
  const folder = aFolder('pair')
  const sockets = { 'db-1': folder.make('sockets-1'), 'db-2': folder.make('sockets-2') }
  const programs: Running[] = []
  const etcd = new Map<string, Running>()
  const patroni = new Map<NodeName, Running>()

  function start(name: NodeName) {
    const address = nodes[name]
    const file = changed(filePrinted(PAGE, '# /etc/patroni/config.yml'), {
      '10.0.0.0/24': '127.0.0.0/8',
      'name: db-1': `name: ${name}`,
      '10.0.0.11:8008': `${address}:8008`,
      '10.0.0.11:5432': `${address}:5432`,
      '10.0.0.': NETWORK,
      '/var/lib/postgresql/15/airt': folder.path(name),
      '/var/lib/postgresql/.pgpass-patroni': folder.path(`pgpass-${name}`),
      '/var/run/postgresql': sockets[name],
      '/usr/lib/postgresql/15/bin': dirname(findProgram('pg_controldata') ?? ''),
    })
    patroni.set(name, running('patroni', [folder.write(`${name}.yml`, file)]))
  }

  /** What the first Patroni that answers says of both. */
  async function members(): Promise<Member[]> {
    for (const address of [nodes['db-1'], nodes['db-2']]) {
      const said = await ask(address, '/cluster').catch(() => null)
      if (said) return (said as { members: Member[] }).members
    }
    return []
  }

  async function named(role: Member['role']): Promise<NodeName> {
    const found = (await members()).find((member) => member.role === role && isRunning(member))
    if (!found) throw new Error(`Nobody is ${role}`)
    return found.name
  }

  /** Until one leads and the other holds every change too; without a standby where changes are held once. */
  async function isWhole(other: Member['role'] = 'sync_standby'): Promise<void> {
    await until(async () => {
      const all = await members()
      return (['leader', other] as const).every((role) =>
        all.some((member) => member.role === role && isRunning(member)),
      )
    })
  }

  function postmaster(name: NodeName): number {
    const file = folder.path(name, 'postmaster.pid')
    return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0
  }

  /** Patroni, the database, and all that it runs. */
  function processesOf(name: NodeName): number[] {
    const pid = postmaster(name)
    return [patroni.get(name)?.pid ?? 0, pid, ...childrenOf(pid).map((child) => child.pid)].filter(Boolean)
  }

  async function stop(): Promise<void> {
    const pids = (['db-1', 'db-2'] as const).flatMap(processesOf)
    signal(pids, 'SIGKILL')
    await Promise.all(
      [...programs, ...patroni.values(), ...etcd.values()].map((each) => each.stop('SIGKILL')),
    )
    folder.remove()
  }

  async function begin(): Promise<void> {
    for (const [name, address] of Object.entries(nodes)) {
      const env = etcdSettings(name, address, folder.path(`etcd-${name}`))
      etcd.set(name, running('etcd', [], env))
    }
    for (const [name, address] of Object.entries(nodes))
      await listening(address, 2379, etcd.get(name)?.said ?? String)
    for (const name of ['db-1', 'db-2'] as const) {
      start(name)
      await until(async () => (await members()).some((each) => each.name === name && isRunning(each)))
    }
    const haproxy = changed(filePrinted(PAGE, '# /etc/haproxy/haproxy.cfg on app-1 and app-2'), {
      '10.0.0.': NETWORK,
      'bind 127.0.0.1:': `bind ${app}:`,
    })
    programs.push(running('haproxy', ['-db', '-f', folder.write('haproxy.cfg', haproxy)]))
    const pooler = changed(filePrinted(PAGE, '; /etc/pgbouncer/pgbouncer.ini'), {
      '127.0.0.1': app,
      '/etc/pgbouncer/userlist.txt': folder.write('userlist.txt', `${poolerUser(secret)}\n`),
      '/var/log/postgresql/pgbouncer.log': folder.path('pgbouncer.log'),
      '/var/run/postgresql/pgbouncer.pid': folder.path('pgbouncer.pid'),
    })
    programs.push(running('pgbouncer', ['-q', folder.write('pgbouncer.ini', pooler)]))
    await listening(app, 6432, String)
    await isWhole()
  }

  try {
    await begin()
  } catch (error) {
    const said = [...patroni].map(([name, each]) => `${name}: ${each.said().slice(-2_000)}`)
    await stop()
    throw new Error(`${(error as Error).message}. ${said.join('\n')}`)
  }
  return {
    /** By way of HAProxy: where changes are taken, and where only reading goes on. */
    address: { primary: `${app}:5000`, readOnly: `${app}:5001`, pooler: `${app}:6432` },
    leader: () => named('leader'),
    standby: () => named('sync_standby'),
    isWhole,
    members,
    postmaster,
    processesOf,
    /** What receives the leader's changes on the standby. */
    receiverOf: (name: NodeName) =>
      childrenOf(postmaster(name)).find(({ words }) => words.includes('walreceiver'))?.pid ?? 0,
    votes: (...names: (keyof typeof nodes)[]) => names.map((name) => etcd.get(name)?.pid ?? 0),
    start,
    asSuperuser: <T extends pg.QueryResultRow>(statement: string, values: unknown[] = [], name?: NodeName) =>
      askOnce<T>(
        `postgres://postgres:${SUPER}@${name ? `${nodes[name]}:5432` : `${app}:5000`}/airt`,
        statement,
        values,
      ),
    inPostgres: (statement: string) =>
      askOnce(`postgres://postgres:${SUPER}@${app}:5000/postgres`, statement, []),
    switchOver: async (leader: NodeName) => ask(nodes[leader], '/switchover', 'POST', { leader }),
    holdTwice: async (yes: 'twice' | 'once') => {
      await ask(nodes[await named('leader')], '/config', 'PATCH', { synchronous_mode: yes === 'twice' })
      await isWhole(yes === 'twice' ? 'sync_standby' : 'replica')
    },
    stop,
  }
}

export function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      if (pid > 0) process.kill(pid, name)
    } catch {
      // It has gone by itself meanwhile.
    }
  }
}

export async function until(holds: () => Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1_000
  while (!(await holds().catch(() => false))) {
    if (Date.now() > end) throw new Error(`It did not come about in ${seconds} s`)
    await new Promise((settle) => setTimeout(settle, 500))
  }
}

function isRunning({ state }: Member): boolean {
  return state === 'running' || state === 'streaming'
}

function etcdSettings(name: string, address: string, folder: string): Record<string, string> {
  const file = changed(filePrinted(PAGE, '# /etc/default/etcd'), {
    'ETCD_NAME=db-1': `ETCD_NAME=${name}`,
    '=http://10.0.0.11:2380\n': `=http://${address}:2380\n`,
    '=http://10.0.0.11:2379\n': `=http://${address}:2379\n`,
    '10.0.0.': NETWORK,
    '/var/lib/etcd/airt': folder,
  })
  const lines = file.split('\n').filter((line) => /^ETCD_/.test(line))
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}

async function ask(address: string, path: string, method = 'GET', body?: object): Promise<unknown> {
  const answer = await fetch(`http://${address}:8008${path}`, {
    method,
    signal: AbortSignal.timeout(20_000),
    ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  const said = await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${said}`)
  return said.startsWith('{') ? JSON.parse(said) : said
}

async function askOnce<T extends pg.QueryResultRow>(
  url: string,
  statement: string,
  values: unknown[],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<T>(statement, values)).rows
  } finally {
    await client.end()
  }
}

function childrenOf(parent: number): { pid: number; words: string }[] {
  if (parent === 0) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parentOf = /\) \S (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8'))?.[1]
        if (Number(parentOf) !== parent) return []
        return { pid: Number(name), words: readFileSync(`/proc/${name}/cmdline`, 'utf8') }
      } catch {
        return []
      }
    })
}
