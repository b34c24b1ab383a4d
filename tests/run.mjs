import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { install } from '../app/start.mjs'

/**
 * One check, counted as one test; where it has tests of its own, each of those is counted instead.
 * @typedef {{ name: string, program: string, words: string[], tests?: string, says?: Record<string, string>, once?: () => string | null }} Stage
 * @typedef {{ code: number, said: string, counts: string }} Ended
 */

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'airt-run-'))
const totals = { passed: 0, failed: 0 }
/** @type {string[]} */
const broken = []
/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()

const readings = [
  stage('format and lint', '@biomejs/biome/bin/biome', [
    'check',
    '--colors=off',
    '--max-diagnostics=100',
    '.',
  ]),
  stage('types', 'typescript/bin/tsc', ['--noEmit', '-p', '.']),
  stage('dependency rules', 'dependency-cruiser/bin/dependency-cruise.mjs', ['app', 'db', 'tests']),
  stage('unused code', 'knip/bin/knip.js', ['--no-config-hints']),
]
const build = stage('build', '../app/start.mjs', ['build'])
const browserFiles = { ...build, name: 'browser files', once: whyUnfitForBrowser }
const behaviour = vitest('unit and database', 'tests', '--exclude', 'tests/security/**')
const security = vitest('security', 'tests/security')
const walks = vitest('browser walks', 'tests/walks')
/** `npm test` walks each way once; here every walk is walked in all of them. */
const everyWalk = { ...walks, says: { AIRT_EVERY_LOOK: 'yes' } }
const alone = ['--no-file-parallelism', '--disable-console-intercept']

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, stopAll)
process.exitCode = await run(process.argv[2])

/** @param {string | undefined} word nothing for all that must hold, else what takes its time. */
async function run(word) {
  process.chdir(root)
  await install('to-test')
  if (word === undefined) {
    const waiting = readings.values()
    await Promise.all([inTurn(waiting, 'quietly'), inTurn(waiting, 'quietly')])
    await inTurn([behaviour, security, build, browserFiles, walks])
  } else if (word === 'bench') {
    await inTurn([build, vitest(word, 'tests/bench', ...alone)])
  } else if (word === 'drills') {
    await inTurn([build, vitest(word, 'tests/drills', ...alone), everyWalk])
  } else {
    console.error(`"${word}" is none of the tests. Say nothing for all of them, or bench, or drills.`)
    return 2
  }

  rmSync(scratch, { recursive: true, force: true })
  if (broken.length) console.log(`\nNot right: ${broken.join(', ')}`)
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  return totals.failed ? 1 : 0
}

/**
 * Goes on after a failure, so that one run tells everything. Two may share one list.
 * @param {Iterable<Stage>} stages @param {'quietly' | 'aloud'} [how] quietly: what it says is shown when it has ended.
 */
async function inTurn(stages, how = 'aloud') {
  for (const stage of stages) {
    if (stage.tests && !holdsTests(join(root, stage.tests))) continue
    if (how === 'aloud') console.log(`\n── ${stage.name}`)
    const began = performance.now()
    const ended = stage.once ? byItself(stage.once) : await started(stage, how)
    const { passed, failed } = count(ended)
    totals.passed += passed
    totals.failed += failed
    if (failed) broken.push(stage.name)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    const verdict = failed ? 'not right' : 'right'
    console.log(
      how === 'quietly' ? `\n── ${stage.name}: ${verdict} (${seconds} s)` : `${verdict} (${seconds} s)`,
    )
    if (failed && ended.said) console.log(ended.said.trimEnd())
  }
}

/** @param {Stage} stage @param {'quietly' | 'aloud'} how @returns {Promise<Ended>} */
function started(stage, how) {
  return new Promise((settle) => {
    const counts = join(scratch, `${stage.name.replaceAll(' ', '-')}.json`)
    const mode = stage.tests ? 'test' : process.env.NODE_ENV
    const env = { ...process.env, ...stage.says, AIRT_COUNTS: counts, NODE_ENV: mode }
    const words = [join(root, 'node_modules', stage.program), ...stage.words]
    const child = spawn(process.execPath, words, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (part) => hear(part, process.stdout))
    child.stderr.on('data', (part) => hear(part, process.stderr))
    running.add(child)
    child.on('close', (code) => {
      running.delete(child)
      settle({ code: code ?? 1, said, counts })
    })

    /** @param {Buffer} part @param {NodeJS.WriteStream} stream */
    function hear(part, stream) {
      if (how === 'aloud') stream.write(part)
      else said += part
    }
  })
}

/** @param {() => string | null} once @returns {Ended} */
function byItself(once) {
  const why = once()
  return { code: why === null ? 0 : 1, said: why ?? '', counts: '' }
}

/** A stage that ended badly is never counted as right, whatever its tests said. @param {Ended} ended */
function count({ code, counts }) {
  if (!existsSync(counts)) return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
  const { passed, failed } = JSON.parse(readFileSync(counts, 'utf8'))
  return { passed, failed: failed || (code === 0 ? 0 : 1) }
}

/** Neither schemas nor SQL belong in a browser: a component that imports one brings it along. */
function whyUnfitForBrowser() {
  const assets = join(root, 'build', 'client', 'assets')
  if (!existsSync(assets)) return 'There are no browser files: see the build.'
  const foreign = ['ZodError', 'kysely', 'set_config', 'DATABASE_URL']
  const found = readdirSync(assets)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const text = readFileSync(join(assets, file), 'utf8')
      return foreign.filter((word) => text.includes(word)).map((word) => `${file} holds ${word}`)
    })
  return found.length ? found.join('\n') : null
}

/** @param {string} folder */
function holdsTests(folder) {
  if (!existsSync(folder)) return false
  return readdirSync(folder, { recursive: true }).some((file) => /\.(test|bench)\.tsx?$/.test(String(file)))
}

/** @param {string} name @param {string} program a file below node_modules @param {string[]} words @returns {Stage} */
function stage(name, program, words) {
  return { name, program, words }
}

/** @param {string} name @param {string} tests @param {string[]} words @returns {Stage} */
function vitest(name, tests, ...words) {
  const program = 'vitest/vitest.mjs'
  return { name, program, tests, words: ['run', '--config', 'tests/vitest.config.ts', tests, ...words] }
}

function stopAll() {
  for (const child of running) child.kill('SIGTERM')
  rmSync(scratch, { recursive: true, force: true })
  process.exit(1)
}
