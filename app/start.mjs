import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { setFlagsFromString } from 'node:v8'

const root = fileURLToPath(new URL('..', import.meta.url))
const built = join(root, 'build', 'server', 'index.js')
const builtFrom = join(root, 'build', 'made-from')
/** Standard output belongs to a command's answer, so that `--json` is one document and nothing else. */
const speak = process.argv[2] === 'airt' ? process.stderr : process.stdout

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await begin(process.argv.slice(2))

/** @param {string[]} argv `airt <command…>`, `build`, or nothing for the server. */
async function begin([word, ...rest]) {
  process.chdir(root)
  await prepare()
  if (word === 'build') return
  mindSignals()
  if (word === undefined) followNpm()
  if (word !== undefined && word !== 'airt') return stop(`"${word}" is neither airt nor build.`)
  if (word === undefined) keepSmall()
  process.exitCode = await run(word === 'airt' ? rest : ['start'])
  // What has been said is let out first; whatever else is still open does not keep us.
  setTimeout(() => process.exit(), 5_000).unref()
}

/** Installs and builds what is missing or out of date; two starts at once take turns. */
async function prepare() {
  refuseOldNode()
  if (isInstalled('to-run') && isBuilt()) return
  const giveBack = await takeTurn()
  try {
    await install()
    if (!isBuilt()) await build()
  } finally {
    giveBack()
  }
}

/**
 * A server runs for weeks, beside others: its memory is cleared out when it has grown by half since the last time. Left to itself, Node
 * lets it grow to several times that. A command runs once, and is left alone.
 */
function keepSmall() {
  setFlagsFromString('--heap-growing-percent=50')
}

/** @param {string[]} argv @returns {Promise<number>} the exit code. */
async function run(argv) {
  process.env.NODE_ENV ??= 'production'
  const made = await import(pathToFileURL(built).href)
  try {
    return await made.entry.module.main(argv, made)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    if ('code' in error && error.code === 'EADDRINUSE')
      return stop('PORT must be one that nothing else listens on.')
    if (error.name === 'CannotStart') return stop(error.message)
    throw error
  }
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(
    `Airt needs Node 20.19 or later. This is Node ${process.versions.node}: get a newer one at https://nodejs.org`,
  )
  process.exit(1)
}

/** Installs what the lock file asks for, unless it is there already. @param {'to-run' | 'to-test'} [why] */
export async function install(why = 'to-run') {
  if (isInstalled(why)) return
  say('Installing the packages. This happens once, and takes a minute or two …')
  const npm = process.env.npm_execpath
  const words = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  if (npm?.endsWith('.js')) await child('npm ci', process.execPath, [npm, ...words])
  else await child('npm ci', process.platform === 'win32' ? 'npm.cmd' : 'npm', words)
}

/**
 * npm writes its own lock file into `node_modules` when it has finished: it says what is there.
 * @param {'to-run' | 'to-test'} why
 */
function isInstalled(why) {
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, { version, optional, dev, link }]) => {
    if (path === '' || link) return true
    if (path in present) return present[path]?.version === version
    return optional === true || (why === 'to-run' && dev === true)
  })
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean, dev?: boolean, link?: boolean }> | null} */
function packagesOf(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null
}

/** Makes the browser's files and the server's one bundle, in `build/` and nowhere else. */
async function build() {
  say('Building …')
  rmSync(builtFrom, { force: true })
  const sources = hashOfSources()
  const remix = join(root, 'node_modules', '@remix-run', 'dev', 'dist', 'cli.js')
  await child('The build', process.execPath, [remix, 'vite:build', '--logLevel', 'error'], {
    NODE_ENV: 'production',
  })
  writeFileSync(builtFrom, sources)
}

function isBuilt() {
  return existsSync(built) && existsSync(builtFrom) && readFileSync(builtFrom, 'utf8') === hashOfSources()
}

/** Every file that the build reads: a change of any of them is a new build. */
function hashOfSources() {
  const hash = createHash('sha256')
  const configs = ['package-lock.json', 'remix.config.js', 'tsconfig.json', 'vite.config.ts']
  const folders = ['app', 'db', 'public'].filter((folder) => existsSync(join(root, folder)))
  const inside = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  for (const file of [...configs.map((name) => join(root, name)), ...inside.sort()]) {
    const bytes = readFileSync(file)
    hash.update(`${file.slice(root.length)}\0${bytes.byteLength}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/** One at a time for this checkout. @returns {Promise<() => void>} what ends the turn. */
async function takeTurn() {
  const place = createHash('sha256').update(root).digest('hex').slice(0, 16)
  const turn = join(tmpdir(), `airt-${process.getuid?.() ?? ''}-${place}.turn`)
  const ticket = `${turn}.${process.pid}`
  writeFileSync(ticket, String(process.pid), { mode: 0o600 })
  for (let waited = false; ; waited = true) {
    try {
      linkSync(ticket, turn)
      rmSync(ticket)
      return () => rmSync(turn, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
      if (!lives(turn)) rmSync(turn, { force: true })
      else if (!waited) say('Another Airt command is installing or building here: waiting for it …')
      await new Promise((settle) => setTimeout(settle, 300))
    }
  }
}

/** @param {string} turn */
function lives(turn) {
  const pid = existsSync(turn) ? Number(readFileSync(turn, 'utf8')) : 0
  try {
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/**
 * Runs a program to its end, saying what it says. A signal to us is passed on and ends us too.
 * @param {string} name @param {string} program @param {string[]} words @param {Record<string, string>} [env]
 */
function child(name, program, words, env = {}) {
  return new Promise((settle) => {
    const shell = program.endsWith('.cmd')
    const running = spawn(program, words, {
      cwd: root,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    running.stdout.pipe(speak, { end: false })
    running.stderr.pipe(process.stderr, { end: false })
    const pass = (/** @type {NodeJS.Signals} */ signal) => running.kill(signal)
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
    for (const signal of signals) process.on(signal, pass)
    running.on('error', (error) => stop(`${name} could not be started: ${error.message}`))
    running.on('close', (code) => {
      for (const signal of signals) process.off(signal, pass)
      if (code === 0) return settle(undefined)
      stop(code === null ? `${name} was stopped.` : `${name} failed (see above).`)
    })
  })
}

/**
 * Whoever listens for a signal finishes what is under way. While nobody does yet, and when we are told a second time, we
 * leave at once, by the door at which the database is let go. One Ctrl-C arrives twice: from the terminal and from npm.
 */
function mindSignals() {
  let firstAt = 0
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      const isEcho = firstAt !== 0 && Date.now() - firstAt < 1_000
      firstAt ||= Date.now()
      if (!isEcho && process.listenerCount(signal) === 1) process.exit(signal === 'SIGINT' ? 130 : 143)
    })
  }
  process.on('SIGHUP', () => process.kill(process.pid, 'SIGTERM'))
}

/** A signal to `npm start` may end npm and not us: then we stop as though we had been asked ourselves. */
function followNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const npm = process.ppid
  const watching = setInterval(() => {
    if (process.ppid === npm) return
    clearInterval(watching)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watching.unref()
}

/** @param {string} words */
function say(words) {
  speak.write(`${words}\n`)
}

/** @param {string} sentence @returns {never} */
function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
