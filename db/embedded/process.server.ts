import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { errorCode } from './account.server'

/**
 * A process and when it began, as one text: a number alone is given out again.
 * @returns null when there is no such process, or only a zombie that nobody has buried.
 */
export function identityOf(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null
  if (existsSync('/proc/self/stat')) {
    const stat = readProc(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
    if (stat === null) return null
    const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return state === 'Z' || state === 'X' ? null : `${pid} ${rest[18]}`
  }
  if (!runs(pid)) return null
  if (process.platform === 'win32') return String(pid)
  const [state = '', ...began] = spawnSync('ps', ['-o', 'state=,lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  })
    .stdout.trim()
    .split(/\s+/)
  return state === '' || state.startsWith('Z') ? null : `${pid} ${began.join(' ')}`
}

/** Whether a living process can be the server of this folder; null where the system does not tell. */
export function mayServe(pid: number, folder: string): boolean | null {
  const cwd = readProc(() => readlinkSync(`/proc/${pid}/cwd`))
  if (cwd !== null) return cwd === folder
  if (process.platform === 'win32') return null
  const { stdout } = spawnSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' })
  return typeof stdout === 'string' && stdout !== '' && !stdout.includes('postgres') ? false : null
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** A process may go while it is looked at, and may belong to someone whose doings are not ours to see. */
function readProc(look: () => string): string | null {
  try {
    return look()
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(errorCode(error) ?? '')) return null
    throw error
  }
}
