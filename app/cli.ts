import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { sealEntries } from './audit/seal.server'
import { auditCommands } from './cli/audit.server'
import { backupCommands } from './cli/backups.server'
import type { Command, Given, Outcome } from './cli/command'
import { doctorCommands } from './cli/doctor.server'
import { importCommands } from './cli/imports.server'
import { keyCommands } from './cli/keys.server'
import { organisationCommands } from './cli/organisations.server'
import { snapshotCommands } from './cli/snapshot.server'
import { transitionCommands } from './cli/transitions.server'
import { unusualCommands } from './cli/unusual.server'
import { userCommands } from './cli/users.server'
import { type Database, openDatabase } from './database.server'
import type { Env } from './shared/env.server'

/** Every command by its name; the longest name that fits is meant. */
const commands: Readonly<Record<string, Command>> = {
  ...organisationCommands,
  ...importCommands,
  ...transitionCommands,
  ...snapshotCommands,
  ...keyCommands,
  ...unusualCommands,
  ...userCommands,
  ...auditCommands,
  ...backupCommands,
  ...doctorCommands,
}

/**
 * One command. @returns 0 done, 1 refused or failed with one sentence on standard error, 2 wrong usage.
 * With `--json` standard output holds one document and nothing else.
 */
export async function runCommand(args: readonly string[], env: () => Env): Promise<number> {
  if (args.length === 0 || args[0] === '--help' || args[0] === 'help') {
    process.stdout.write(`${help()}\n`)
    return args.length === 0 ? 2 : 0
  }
  const found = find(args)
  if (!found) return wrongUsage(`There is no such command: ${args.slice(0, 2).join(' ')}`)
  const { name, command } = found
  const read = readArguments(args.slice(name.split(' ').length), command)
  if (typeof read === 'string') return wrongUsage(`${read}\nUsage: airt ${command.usage}`)
  if (read.options.help === true) {
    process.stdout.write(`airt ${command.usage}\n  ${command.does}\n`)
    return 0
  }

  let opened: Promise<Database> | null = null
  try {
    const outcome = await command.run({
      ...read,
      env: env(),
      database: () => {
        opened ??= openDatabase(env())
        return opened
      },
      progress: (line) => process.stderr.write(`${line}\n`),
      by: userInfo().username,
    })
    return print(outcome, read.options.json === true)
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`)
    return 1
  } finally {
    if (opened !== null) await closeQuietly(opened)
  }
}

function find(args: readonly string[]): { name: string; command: Command } | null {
  for (const name of [args.slice(0, 2).join(' '), args[0] ?? '']) {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined
    if (command) return { name, command }
  }
  return null
}

function readArguments(args: readonly string[], command: Command): Pick<Given, 'words' | 'options'> | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { json: { type: 'boolean' }, help: { type: 'boolean' }, ...command.options },
      allowPositionals: true,
    })
    const [least, most] = command.words
    const options = values as Given['options']
    if (options.help !== true && positionals.length < least) return 'Something is missing.'
    if (positionals.length > most) return `This is not understood: ${positionals.slice(most).join(' ')}`
    return { words: positionals, options }
  } catch (error) {
    return sentenceOf(error)
  }
}

function print(outcome: Outcome, asJson: boolean): number {
  if (!outcome.ok) {
    process.stderr.write(`${outcome.reason}\n`)
    if (asJson && outcome.json !== undefined) process.stdout.write(`${JSON.stringify(outcome.json)}\n`)
    return 1
  }
  process.stdout.write(
    asJson ? `${JSON.stringify(outcome.json)}\n` : outcome.text === '' ? '' : `${outcome.text}\n`,
  )
  return 0
}

function wrongUsage(sentence: string): number {
  process.stderr.write(`${sentence}\n`)
  return 2
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
}

/**
 * What the command itself said is what counts; a database that never opened has nothing to close. What it wrote into the audit is sealed,
 * since nothing else may be running that would; what can't be sealed now is sealed later.
 */
async function closeQuietly(opened: Promise<Database>): Promise<void> {
  const database = await opened.catch(() => null)
  if (database === null) return
  await sealEntries(database.jobs.db).catch(() => undefined)
  await database.close()
}

function help(): string {
  const lines = Object.values(commands).map(({ usage, does }) => `  ${usage}\n      ${does}`)
  return `airt <command> [--json]\n\n${lines.join('\n')}\n\nExit: 0 done, 1 refused or failed, 2 wrong usage.`
}
