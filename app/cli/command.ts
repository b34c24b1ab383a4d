import type { ParseArgsConfig } from 'node:util'
import type { Database } from '~/database.server'
import type { Env } from '~/shared/env.server'

export type Options = NonNullable<ParseArgsConfig['options']>

/** What a command is given: its words, its options, and the database once it asks for it. */
export type Given = {
  words: readonly string[]
  options: Readonly<Record<string, string | boolean | undefined>>
  env: Env
  database: () => Promise<Database>
  /** One line about how far long work is; on standard error. */
  progress: (line: string) => void
  /** The operating system's name of who runs it, for the audit. */
  by: string
}

/** What is printed: the text for a person, or the document for a program. A refusal is one plain sentence, and may have a document too. */
export type Outcome =
  | { ok: true; text: string; json: unknown }
  | { ok: false; reason: string; json?: unknown }

export type Command = {
  /** What follows `airt`: `import people <file.csv> --organisation <slug> [--dry-run]`. */
  usage: string
  does: string
  /** How many words must follow the command's name: at least, at most. */
  words: readonly [least: number, most: number]
  options?: Options
  run: (given: Given) => Promise<Outcome>
}

export function done(text: string, json: unknown): Outcome {
  return { ok: true, text, json }
}

export function refusedWith(reason: string, json?: unknown): Outcome {
  return { ok: false, reason, json }
}

/** The option's text; an empty one counts as not given. */
export function textOption({ options }: Given, name: string): string | null {
  const said = options[name]
  return typeof said === 'string' && said !== '' ? said : null
}
