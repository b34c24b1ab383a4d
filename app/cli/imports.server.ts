import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { beginWork, inWork } from '~/access/work.server'
import type { ImportWork } from '~/intake/batches.server'
import { importAttendance } from '~/intake/import-attendance.server'
import { importKeyDates } from '~/intake/import-key-dates.server'
import { importPeople } from '~/intake/import-people.server'
import { importSchools } from '~/intake/import-schools.server'
import { importWorkingDays } from '~/intake/import-working-days.server'
import type { Imported } from '~/intake/imported.server'
import { FILE_BYTES_MAX } from '~/intake/read-file.server'
import { today } from '~/shared/clock.server'
import type { Result } from '~/shared/result'
import { type Command, done, type Given, type Outcome, refusedWith, textOption } from './command'
import { inWords } from './import-words'
import { organisationCalled } from './organisations.server'

const dryRun = { 'dry-run': { type: 'boolean' } } as const
const forOne = { organisation: { type: 'string' }, ...dryRun } as const

export const importCommands: Readonly<Record<string, Command>> = {
  'import people': {
    usage: 'import people <file.csv> --organisation <slug> [--dry-run]',
    does: 'people; the same file again changes nothing. other_names is written former: Isla Brown; nick: Izzy; Isla Munro. Refused rows go to <file>.rejects.csv',
    words: [1, 1],
    options: forOne,
    run: (given) =>
      importFor(given, 'people.import', (work, organisationId, bytes) =>
        importPeople(work, organisationId, bytes, today(given.env.today)),
      ),
  },
  'import key-dates': {
    usage: 'import key-dates <file.csv> --organisation <slug> [--dry-run]',
    does: 'facts with dates; the same file again changes nothing. withdrawn=no brings back what the file withdrew. Refused rows go to <file>.rejects.csv',
    words: [1, 1],
    options: forOne,
    run: (given) =>
      importFor(given, 'key-dates.import', (work, organisationId, bytes) =>
        importKeyDates(work, organisationId, bytes, today(given.env.today)),
      ),
  },
  'import attendance': {
    usage: 'import attendance <file.csv> --organisation <slug> [--dry-run]',
    does: 'half-days of each school week; the same file again changes nothing. Refused rows go to <file>.rejects.csv',
    words: [1, 1],
    options: forOne,
    run: (given) =>
      importFor(given, 'attendance.import', (work, organisationId, bytes) =>
        importAttendance(work, organisationId, bytes, today(given.env.today)),
      ),
  },
  'import working-days': {
    usage: 'import working-days <file.csv> --organisation <slug> [--dry-run]',
    does: "an organisation's own days on top of the Scottish bank holidays",
    words: [1, 1],
    options: forOne,
    run: (given) => importFor(given, 'working-days.import', importWorkingDays),
  },
  'import schools': {
    usage: 'import schools <file.csv> [--dry-run]',
    does: "each school's days, by session",
    words: [1, 1],
    options: dryRun,
    run: (given) => importing(given, 'schools.import', null, importSchools),
  },
}

async function importFor(
  given: Given,
  act: string,
  run: (work: ImportWork, organisationId: string, bytes: Uint8Array) => Promise<Result<Imported, string>>,
): Promise<Outcome> {
  const slug = textOption(given, 'organisation')
  if (slug === null) return refusedWith('Say which organisation with --organisation.')
  const organisationId = await organisationCalled(await given.database(), slug)
  if (organisationId === null) return refusedWith(`There is no organisation ${slug}.`)
  return importing(given, act, organisationId, (work, bytes) => run(work, organisationId, bytes))
}

async function importing(
  given: Given,
  act: string,
  organisationId: string | null,
  run: (work: ImportWork, bytes: Uint8Array) => Promise<Result<Imported, string>>,
): Promise<Outcome> {
  const [path = ''] = given.words
  const bytes = await bytesOf(path)
  if (bytes === null) return refusedWith(`There is no file ${path} that can be read.`)
  const { owner, jobs } = await given.database()
  const token = await beginWork(owner.db, act, organisationId)
  const work: ImportWork = {
    inTransaction: (batch) => inWork(jobs.db, token, batch),
    mode: given.options['dry-run'] === true ? 'dry-run' : 'save',
    by: given.by,
    progress: given.progress,
  }
  const outcome = await run(work, bytes)
  if (!outcome.ok) return refusedWith(`${outcome.reason}.`)

  const { report, unknownColumns, rejectFile } = outcome.value
  const rejectsIn = rejectFile === null ? null : await writeRejects(path, rejectFile)
  return done(inWords(outcome.value, { mode: work.mode, rejectsIn }), {
    ...report,
    unknownColumns,
    rejectsIn,
  })
}

/** No more than is needed to tell that a file is too large. Null where there is no such file, or none that may be read. */
async function bytesOf(path: string): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of createReadStream(path, { end: FILE_BYTES_MAX })) chunks.push(chunk)
    return Buffer.concat(chunks)
  } catch {
    return null
  }
}

/** Beside the file, for whoever runs the command alone: it tells of young people. Null where it may not be written. */
async function writeRejects(path: string, text: string): Promise<string | null> {
  const beside = join(dirname(path), `${basename(path, extname(path))}.rejects.csv`)
  try {
    await writeFile(beside, text, { mode: 0o600 })
    return beside
  } catch {
    return null
  }
}
