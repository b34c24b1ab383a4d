import { createHash, randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CannotStart } from '../cannot-start'
import { type Account, accountFor, errorCode, mayEnter } from './account.server'

export type Place = {
  dataDir: string
  /** PostgreSQL's own folder, which may not exist yet. */
  cluster: string
  account: Account
  /** Where the programs may be copied to, so that the account can read them. */
  aside: string
  notes: string[]
}

/** Where root puts what another account must reach, when a folder above the data folder is closed to it. */
const OPEN_TO_ALL = '/var/lib/airt'

/** Makes the data folder, and finds the place of the cluster: `pg/` inside it wherever the account can go there. */
export function findPlace(asked: string): Place {
  const dataDir = openDataDir(resolve(asked))
  const elsewhere = join(dataDir, 'pg-is-at')
  if (existsSync(elsewhere)) return placeAt(readFileSync(elsewhere, 'utf8').trim())

  const inside = join(dataDir, 'pg')
  const account = accountFor(ownerOf(inside))
  if (existsSync(inside) || mayEnter(account, dataDir)) {
    return { dataDir, cluster: inside, account, aside: dataDir, notes: [] }
  }
  const name = createHash('sha256').update(dataDir).update(randomBytes(16)).digest('hex').slice(0, 16)
  const outside = join(OPEN_TO_ALL, name)
  makeFolder(outside, 0o711)
  writeFileSync(elsewhere, `${join(outside, 'pg')}\n`, { mode: 0o600 })
  return placeAt(join(outside, 'pg'))

  function placeAt(cluster: string): Place {
    makeFolder(dirname(cluster), 0o711)
    const why = `The database lies in ${cluster}, as the account it runs under may not enter ${dataDir}.`
    return { dataDir, cluster, account: accountFor(ownerOf(cluster)), aside: OPEN_TO_ALL, notes: [why] }
  }
}

/** Ours alone; as root it is let through, but not listed, for the account of the database. */
function openDataDir(dataDir: string): string {
  const noFolder = `AIRT_DATA_DIR must be a folder, which ${dataDir} is not.`
  try {
    mkdirSync(dirname(dataDir), { recursive: true })
    if (!existsSync(dataDir)) mkdirSync(dataDir, { mode: 0o700 })
    if (!statSync(dataDir).isDirectory()) throw new CannotStart(noFolder)
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
    const { uid } = statSync(dataDir)
    const me = process.getuid?.()
    if (me !== undefined && uid === me) chmodSync(dataDir, me === 0 ? 0o711 : 0o700)
    return realpathSync(dataDir)
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EEXIST' || code === 'ENOTDIR') throw new CannotStart(noFolder)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new CannotStart(`AIRT_DATA_DIR must be a folder that Airt may write to, which ${dataDir} is not.`)
    throw error
  }
}

/** An empty folder of the account's own. */
export function makeFolderFor(account: Account, folder: string) {
  mkdirSync(folder, { mode: 0o700 })
  if (account) chownSync(folder, account.uid, account.gid)
}

function makeFolder(folder: string, mode: number) {
  mkdirSync(folder, { recursive: true, mode })
  for (const each of [dirname(folder), folder]) if (each.startsWith(OPEN_TO_ALL)) chmodSync(each, mode)
}

function ownerOf(folder: string) {
  return existsSync(folder) ? statSync(folder) : null
}

/** A text made once at random and kept in the data folder for its owner alone. */
export function keptSecret(dataDir: string, name: string): string {
  const file = join(dataDir, name)
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  const secret = randomBytes(32).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx', flush: true })
  return secret
}
