import { mkdir, open } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { now } from '~/shared/clock.server'
import type { Env } from '~/shared/env.server'
import { linesOfAll } from './verify-dump.mjs'

/** What is written down outside the database of its newest seal, or of a restore that was declared. */
export type Anchor = {
  kind: 'seal' | 'restore'
  chain: number
  n: number
  root: string
  to_xid: string
  /** How many entries all seals so far are over. */
  entries: number
  /** Of a restore: the newest seal that came back with it. */
  restored?: number
  by?: string
  because?: string
}

export function anchorFileOf({ anchorDir, dataDir }: Pick<Env, 'anchorDir' | 'dataDir'>): string {
  return join(resolve(anchorDir ?? dataDir), 'audit-anchors.jsonl')
}

/**
 * Adds one line, which is on the disk when this returns.
 * @throws where the folder can't be made or the file can't be written: full, read-only, away.
 */
export async function appendAnchor(file: string, anchor: Anchor): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const isHalf = (await tailOf(file)).at(-1) !== ''
  const opened = await open(file, 'a', 0o600)
  try {
    // After a line that was cut short, by a disk that was full, a new one begins.
    await opened.write(`${isHalf ? '\n' : ''}${JSON.stringify({ ...anchor, at: now().toISOString() })}\n`)
    await opened.sync()
  } finally {
    await opened.close()
  }
}

/** The root of the newest seal that this file holds; null where there is none, or no such file. */
export async function newestAnchored(file: string): Promise<string | null> {
  for (const line of (await tailOf(file)).toReversed()) {
    try {
      const { root } = JSON.parse(line) as { root?: unknown }
      if (typeof root === 'string') return root
    } catch {
      // Cut short, or empty: the one before it counts.
    }
  }
  return null
}

/** Null where there is no such file. */
export async function anchorLines(file: string): Promise<AsyncIterable<string> | null> {
  try {
    await (await open(file, 'r')).close()
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null
    throw error
  }
  return linesOfAll([file])
}

const TAIL = 8_192

/** The lines at the end of a file, after the last of which stands nothing; of no file, only that. */
async function tailOf(file: string): Promise<string[]> {
  try {
    const opened = await open(file, 'r')
    try {
      const { size } = await opened.stat()
      const { buffer, bytesRead } = await opened.read(Buffer.alloc(TAIL), 0, TAIL, Math.max(0, size - TAIL))
      return buffer.toString('utf8', 0, bytesRead).split('\n')
    } finally {
      await opened.close()
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return ['']
    throw error
  }
}
