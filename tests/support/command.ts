import { randomUUID } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { runCommand } from '~/cli'
import { readEnv } from '~/shared/env.server'
import type { TestDatabase } from './database'

export type Answered = { code: number; out: string; err: string }

/** One command on this file's database, on 25 November 2026: what it ended with, and what it said. */
export async function airt(database: TestDatabase, ...words: string[]): Promise<Answered> {
  const said = { out: '', err: '' }
  const hear = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    said[stream] += String(text)
    return true
  }
  const out = vi.spyOn(process.stdout, 'write').mockImplementation(hear('out'))
  const err = vi.spyOn(process.stderr, 'write').mockImplementation(hear('err'))
  const settings = {
    DATABASE_URL: database.url,
    AIRT_SECRET: database.secret,
    AIRT_ORIGIN: 'https://airt.example',
    AIRT_DEMO: '1',
    AIRT_TODAY: '2026-11-25',
    AIRT_ANCHOR_DIR: anchorsOf(database),
  }
  try {
    const code = await runCommand(words, () => readEnv(settings))
    return { code, ...said }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

/** Anchors of one database in one folder of its own, as they are on a server. */
export function anchorsOf({ url }: TestDatabase): string {
  return join(tmpdir(), 'airt-anchors', new URL(url).pathname.slice(1))
}

export async function anOrganisationCalled(database: TestDatabase): Promise<string> {
  const slug = `o-${randomUUID()}`
  await airt(database, 'organisation', 'add', slug, '--name', 'Northmoor Youth Project')
  return slug
}

let folder: string | null = null

/** The path of a file of this text, or these bytes; the folder goes with the machine's temporary files. */
export function aFile(text: string | Uint8Array): string {
  folder ??= mkdtempSync(join(tmpdir(), 'airt-files-'))
  const path = join(folder, `${randomUUID()}.csv`)
  writeFileSync(path, text)
  return path
}
