// Looks through the account of who did or saw what, and says whether it is as it was written. This file needs nothing but Node 20.12: not
// Airt, not its packages, not its database.
//
//   node verify-dump.mjs <dump> [<anchors> …]
//
// The dump is what `airt audit dump <file>` writes, or `pg_dump --data-only --schema=aud`. The anchors are the files
// `audit-anchors.jsonl` that Airt has appended to, best fetched from where they were kept and not from beside the database.
// It ends with 0 when nothing is wrong, 1 when something is, 2 when it could not look.
import { createHash, hash } from 'node:crypto'
import { createReadStream, realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * One line of COPY, by column; null where there is no value.
 * @typedef {Record<string, string | null>} Row
 * Many at once, so that waiting for each does not take longer than looking at it.
 * @typedef {AsyncIterable<Row[]>} Rows
 * @typedef {'batch' | 'closing' | 'opening'} Kind
 * @typedef {{ n: number, chain: number, kind: Kind, toXid: number, toId: number, topId: number, entries: number, total: number,
 *   opens: string | null, previous: string, root: string, at: string, isMarked: boolean, marks: string }} Seal its marks as their digest
 * @typedef {{ xid: number, id: number, at: string, leaf: Buffer }} Leaf
 * @typedef {{ what: What, seal: number | null, entry: string | null, at: string | null }} Broken
 * @typedef {{ chain: number, n: number, from: number, lost: number, by: string, because: string, at: string }} Restore
 * @typedef {{ kind: 'seal' | 'restore', chain: number, n: number, root: string, entries: number, at: string,
 *   restored?: number, by?: string, because?: string }} Anchor
 * @typedef {{ met: number, before: number, unreadable: number, last: string | null }} Anchors
 * @typedef {{ ok: boolean, seals: number, entries: number, unsealed: number, restores: Restore[], anchors: Anchors | null,
 *   broken: Broken | null, others: number }} Verdict
 * What comes before the first seal that is looked at: the seal before it, and the opening of its chain.
 * @typedef {{ last: Row, opening: Row | null }} Before
 * @typedef {{ seals: () => Rows, entries: () => Rows, anchors: AsyncIterable<string> | null, asOf: string | null, before?: Before | null }} Given
 */

/** Every column of an entry, in the order in which its digest is taken. */
export const ENTRY_COLUMNS = [
  'organisation_id',
  'at',
  'id',
  'xid',
  'request_id',
  'actor',
  'actor_role',
  'session_id',
  'act',
  'person_id',
  'people',
  'subject_type',
  'subject_id',
  'fields',
  'via',
  'outcome',
  'detail',
]

export const SEAL_COLUMNS = [
  'n',
  'chain',
  'kind',
  'to_xid',
  'to_id',
  'top_id',
  'entries',
  'total',
  'opens',
  'previous',
  'root',
  'at',
  'marks',
]

/** A transaction may be open for so long, and its entries unsealed. */
export const UNSEALED_MINUTES = 30
const ZEROS = '0'.repeat(64)

/** What can be wrong, in a sentence for a person; who did it is not to be seen from this. @type {Record<What, (broken: Broken) => string>} */
const words = {
  changed: ({ entry, at, seal }) =>
    `Entry ${entry} of ${at} was changed after it was written (under seal ${seal}).`,
  missing: ({ entry, at, seal }) => `Entry ${entry} is missing; it was sealed at ${at} (under seal ${seal}).`,
  inserted: ({ entry, at, seal }) =>
    `Entry ${entry}, which says that it is of ${at}, was put in later (behind seal ${seal}).`,
  unsealed: ({ entry, at }) =>
    `Entry ${entry} of ${at} is under no seal, though it should be within seconds of being written.`,
  'seal-missing': ({ seal }) => `Seal ${seal} is missing, and later ones are there.`,
  'seal-altered': ({ seal, at }) => `Seal ${seal} of ${at} is not as it was made.`,
  'seals-cut': ({ seal, at }) =>
    `The seals after ${seal} are missing: an anchor of ${at} holds newer ones. Either the end was cut off, or an older state was put back and nobody has said so.`,
  'anchor-not-met': ({ seal, at }) =>
    `Seal ${seal} is another one than the anchor of ${at} holds: the account was written anew, or these anchors are of another database.`,
}
/** @typedef {'changed' | 'missing' | 'inserted' | 'unsealed' | 'seal-missing' | 'seal-altered' | 'seals-cut' | 'anchor-not-met'} What */

/** @param {Broken} broken */
export function inWords(broken) {
  return words[broken.what]({ ...broken, at: moment(broken.at) })
}

/** @param {string | null} at */
function moment(at) {
  return at === null ? null : `${at.slice(0, 19).replace('T', ' ')} UTC`
}

/**
 * Recomputes every seal from the entries, in whatever order they come, and holds the anchors against them. `asOf`: when this was the
 * state, as PostgreSQL says it; without it the newest time in it.
 * @param {Given} given @returns {Promise<Verdict>} of what is wrong the first, in the order of the seals, and how many more.
 */
export async function verifyAudit({ seals: sealRows, entries: entryRows, anchors, asOf, before = null }) {
  /** @type {Broken[]} */
  const found = []
  const sealed = await readSeals(sealRows(), before, found)
  const looked = await lookThrough(entryRows(), sealed, asOf)
  found.push(...looked.found)
  const named = await nameThem(sealRows, entryRows, sealed, looked.doubtful)
  found.push(...named.found)
  // What a seal names as its own was not put in: it is the seal that was made to reach less far.
  found.push(...looked.late.filter(({ entry }) => !named.marked.has(Number(entry))))
  const held = anchors ? await holdAgainst(anchors, sealed, found) : null
  const inOrder = found.toSorted((one, other) => placeOf(one) - placeOf(other))
  return {
    ok: found.length === 0,
    seals: sealed.seals.length,
    entries: looked.entries,
    unsealed: looked.unsealed,
    restores: sealed.seals
      .filter(({ kind }) => kind === 'opening')
      .map((seal) => restoreOf(seal, held?.lost)),
    anchors: held?.anchors ?? null,
    broken: inOrder[0] ?? null,
    others: Math.max(0, found.length - 1),
  }
}

/** @param {Broken} broken */
function placeOf({ seal, what }) {
  const last = what === 'unsealed' ? 2 : what.startsWith('anchor') || what === 'seals-cut' ? 1 : 0
  return (seal ?? 0) * 4 + last + (what === 'unsealed' ? Number.MAX_SAFE_INTEGER / 2 : 0)
}

// ── The seals ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * @typedef {{ from: number, until: number, seals: Seal[] }} Chain the ids of its entries: above `from`, up to `until`.
 * @typedef {{ seals: Seal[], byN: Map<number, Seal>, chains: Chain[], closing: Map<number, Seal>, newestAt: string }} Sealed
 * @typedef {{ xid: number, id: number }} Place
 */

/** Each follows the one before it. @param {Rows} rows @param {Before | null} before @param {Broken[]} found @returns {Promise<Sealed>} */
async function readSeals(rows, before, found) {
  /** @type {Seal[]} */
  const seals = []
  /** @type {Map<number, Seal>} */
  const closing = new Map()
  for await (const some of rows) {
    for (const row of some) {
      const seal = sealOf(row)
      seals.push(seal)
      if (seal.kind === 'closing') for (const { id } of marksOf(row)) closing.set(id, seal)
    }
  }
  seals.sort((one, other) => one.n - other.n)

  const start = before ? sealOf(before.last) : null
  let last = { n: 0, chain: 1, root: ZEROS, total: 0, topId: 0, toXid: 0, toId: 0, ...start }
  for (const seal of seals) {
    if (seal.n !== last.n + 1) found.push(aboutSeal('seal-missing', { ...seal, n: last.n + 1 }))
    else if (!follows(seal, last)) found.push(aboutSeal('seal-altered', seal))
    last = seal
  }

  const opened = before?.opening ? sealOf(before.opening) : null
  /** @type {Chain[]} */
  const chains = [
    { from: opened?.toId ?? Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY, seals: [] },
  ]
  for (const seal of seals) {
    const chain = /** @type {Chain} */ (chains.at(-1))
    if (seal.kind === 'batch') chain.seals.push(seal)
    if (seal.kind !== 'opening') continue
    chain.until = seal.toId
    chains.push({ from: seal.toId, until: Number.POSITIVE_INFINITY, seals: [] })
  }
  return {
    seals,
    byN: new Map(seals.map((seal) => [seal.n, seal])),
    chains,
    closing,
    newestAt: seals.at(-1)?.at ?? '',
  }
}

/** @param {Seal} seal @param {Pick<Seal, 'n' | 'chain' | 'root' | 'total' | 'topId' | 'toXid' | 'toId'>} last */
function follows(seal, last) {
  if (seal.previous !== last.root || seal.total !== last.total + seal.entries || seal.topId < last.topId)
    return false
  if (!seal.isMarked) return false
  if (seal.kind === 'opening') return seal.chain > last.chain || last.n === 0
  return (
    seal.chain === last.chain &&
    (seal.kind === 'closing' ||
      isAfter({ xid: seal.toXid, id: seal.toId }, { xid: last.toXid, id: last.toId }))
  )
}

/** @param {Row} row @returns {Seal} */
function sealOf(row) {
  return {
    n: Number(row.n),
    chain: Number(row.chain),
    kind: /** @type {Kind} */ (kept(row.kind)),
    toXid: Number(row.to_xid),
    toId: Number(row.to_id),
    topId: Number(row.top_id),
    entries: Number(row.entries),
    total: Number(row.total),
    opens: row.opens == null ? null : kept(row.opens),
    previous: kept(hexOf(row.previous)),
    root: kept(hexOf(row.root)),
    at: kept(inUtc(row.at ?? '')),
    isMarked: hexOf(row.marks).length === Number(row.entries) * 32,
    marks: digestOf(hexOf(row.marks)),
  }
}

/** A piece of a line keeps the whole line in memory, and there are many seals. @param {string | null | undefined} text */
function kept(text) {
  return Buffer.from(text ?? '').toString()
}

/** @param {Seal} seal @param {readonly Leaf[]} leaves */
function rootOf({ kind, n, chain, toXid, toId, topId, entries, total, opens, previous, at }, leaves) {
  const said = [kind, n, chain, toXid, toId, topId, entries, total, opens, previous, at]
  const hash = createHash('sha256').update(
    `s${said.map((value) => part(value === null ? null : String(value))).join('')}`,
  )
  for (const { leaf } of leaves) hash.update(leaf)
  return hash.digest('hex')
}

/** @param {string} text */
function digestOf(text) {
  return hash('sha256', text, 'base64')
}

/** @param {Row} row of a seal. */
function marksOf(row) {
  const bytes = Buffer.from(hexOf(row.marks), 'hex')
  return Array.from({ length: Math.floor(bytes.byteLength / 16) }, (_, at) => ({
    id: Number(bytes.readBigInt64BE(at * 16)),
    mark: bytes.toString('hex', at * 16 + 8, at * 16 + 16),
  }))
}

// ── The entries ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Gathers what lies under each seal and takes its root as soon as it is whole, so that only what is still incomplete is held.
 * @param {Rows} rows @param {Sealed} sealed @param {string | null} asOf
 */
async function lookThrough(rows, sealed, asOf) {
  /** @type {Map<number, Leaf[]>} */
  const gathered = new Map()
  /** @type {Set<number>} */
  const done = new Set()
  /** @type {Set<number>} */
  const doubtful = new Set()
  /** @type {Broken[]} */
  const found = []
  /** @type {Leaf[]} */
  const waiting = []
  let entries = 0
  let unsealed = 0
  let newest = sealed.newestAt
  /** @type {Broken[]} */
  const late = []
  const newestBatch = sealed.chains.at(-1)?.seals.at(-1)

  for await (const some of rows) {
    for (const row of some) {
      const leaf = leafOf(row)
      entries += 1
      const place = sealFor(leaf, sealed)
      if (place === 'inserted') {
        found.push({
          what: 'inserted',
          seal: sealed.seals.at(-1)?.n ?? null,
          entry: String(leaf.id),
          at: leaf.at,
        })
        continue
      }
      if (place === null && isLate(leaf, newestBatch)) {
        late.push({ what: 'inserted', seal: newestBatch?.n ?? null, entry: String(leaf.id), at: leaf.at })
        continue
      }
      if (place === null) {
        if (leaf.at > newest) newest = leaf.at
        unsealed += 1
        keepExtremes(waiting, leaf)
        continue
      }
      if (done.has(place.n)) {
        doubtful.add(place.n)
        continue
      }
      const leaves = gathered.get(place.n) ?? []
      leaves.push(leaf)
      if (leaves.length < place.entries) gathered.set(place.n, leaves)
      else {
        gathered.delete(place.n)
        done.add(place.n)
        if (!isWhole(place, leaves, sealed.byN.get(place.n - 1))) doubtful.add(place.n)
      }
    }
  }
  for (const seal of sealed.seals) {
    if (seal.kind === 'opening') {
      if (rootOf(seal, []) !== seal.root) found.push(aboutSeal('seal-altered', seal))
    } else if (!done.has(seal.n)) doubtful.add(seal.n)
  }
  found.push(...tooLongUnsealed(waiting, asOf ? inUtc(asOf) : newest))
  return { found, late, doubtful, entries, unsealed }
}

/** @param {Leaf} leaf @param {Sealed} sealed @returns {Seal | null | 'inserted'} null: not sealed yet. */
function sealFor(leaf, { chains, closing }) {
  const diverted = closing.get(leaf.id)
  if (diverted) return diverted
  const at = chains.findIndex(({ from, until }) => leaf.id > from && leaf.id <= until)
  const chain = chains[at]
  if (!chain) return 'inserted'
  let low = 0
  let high = chain.seals.length
  while (low < high) {
    const middle = (low + high) >> 1
    const seal = /** @type {Seal} */ (chain.seals[middle])
    if (isAfter(leaf, { xid: seal.toXid, id: seal.toId })) low = middle + 1
    else high = middle
  }
  return chain.seals[low] ?? (at === chains.length - 1 ? null : 'inserted')
}

/** @param {Seal} seal @param {Leaf[]} leaves @param {Seal | undefined} before */
function isWhole(seal, leaves, before) {
  inTheirOrder(leaves)
  if (seal.kind === 'batch' && isLate(leaves[0], before)) return false
  return rootOf(seal, leaves) === seal.root && digestOf(leaves.map(markOf).join('')) === seal.marks
}

/** A seal is over whole transactions, which had ended, unless it is full. */
const FULL = 10_000

/** Whether it claims to be of a transaction that had ended when that seal was made. @param {Leaf | undefined} leaf @param {Seal | undefined} before */
function isLate(leaf, before) {
  return before?.kind === 'batch' && leaf !== undefined && leaf.xid <= before.toXid && before.entries < FULL
}

/** @param {Leaf[]} leaves */
function inTheirOrder(leaves) {
  leaves.sort((one, other) => one.xid - other.xid || one.id - other.id)
}

/** Of what is not sealed the earliest and the latest. @param {Leaf[]} waiting @param {Leaf} leaf */
function keepExtremes(waiting, leaf) {
  const [first = leaf, last = leaf] = waiting
  waiting[0] = leaf.at < first.at ? leaf : first
  waiting[1] = leaf.at > last.at ? leaf : last
}

/** Neither may be far from now: such an entry was never under way in a transaction. @param {Leaf[]} waiting @param {string} asOf @returns {Broken[]} */
function tooLongUnsealed(waiting, asOf) {
  const now = Date.parse(asOf)
  const far = waiting.find(({ at }) => Math.abs(now - Date.parse(at)) > UNSEALED_MINUTES * 60_000)
  return far ? [{ what: 'unsealed', seal: null, entry: String(far.id), at: far.at }] : []
}

/** @param {Row} row @returns {Leaf} */
function leafOf(row) {
  const at = inUtc(row.at ?? '')
  let text = 'e'
  for (const column of ENTRY_COLUMNS) text += part(column === 'at' ? at : (row[column] ?? null))
  return { xid: Number(row.xid), id: Number(row.id), at, leaf: hash('sha256', text, 'buffer') }
}

/** @param {Leaf} leaf */
function markOf({ id, leaf }) {
  const mark = Buffer.alloc(16)
  mark.writeBigInt64BE(BigInt(id))
  leaf.copy(mark, 8, 0, 8)
  return mark.toString('hex')
}

/**
 * The first entry that is wrong under each of these seals, by the marks in it, and all that are marked in them.
 * @param {() => Rows} sealRows @param {() => Rows} entryRows @param {Sealed} sealed @param {Set<number>} doubtful
 * @returns {Promise<{ found: Broken[], marked: Set<number> }>}
 */
async function nameThem(sealRows, entryRows, sealed, doubtful) {
  if (doubtful.size === 0) return { found: [], marked: new Set() }
  /** @type {Map<number, { id: number, mark: string }[]>} */
  const marked = new Map()
  for await (const some of sealRows())
    for (const row of some) if (doubtful.has(Number(row.n))) marked.set(Number(row.n), marksOf(row))
  const wanted = new Set([...marked.values()].flatMap((marks) => marks.map(({ id }) => id)))
  /** @type {Map<number, Leaf>} */
  const byId = new Map()
  /** @type {Map<number, Leaf[]>} */
  const under = new Map([...doubtful].map((n) => [n, []]))
  for await (const some of entryRows()) {
    for (const row of some) {
      const leaf = leafOf(row)
      if (wanted.has(leaf.id)) byId.set(leaf.id, leaf)
      const place = sealFor(leaf, sealed)
      if (place !== null && place !== 'inserted') under.get(place.n)?.push(leaf)
    }
  }
  /** @type {Broken[]} */
  const found = [...doubtful].map((n) => {
    const seal = /** @type {Seal} */ (sealed.byN.get(n))
    for (const { id, mark } of marked.get(n) ?? []) {
      const leaf = byId.get(id)
      if (!leaf) return { what: 'missing', seal: n, entry: String(id), at: seal.at }
      if (leaf.leaf.toString('hex', 0, 8) !== mark)
        return { what: 'changed', seal: n, entry: String(id), at: leaf.at }
    }
    const leaves = under.get(n) ?? []
    inTheirOrder(leaves)
    const added = leaves.find(({ id }) => !wanted.has(id))
    if (added) return { what: 'inserted', seal: n, entry: String(added.id), at: added.at }
    const [first] = leaves
    const isItsOwn = first !== undefined && first.id === marked.get(n)?.[0]?.id
    if (isItsOwn && seal.kind === 'batch' && isLate(first, sealed.byN.get(n - 1)))
      return { what: 'inserted', seal: n - 1, entry: String(first.id), at: first.at }
    return aboutSeal('seal-altered', seal)
  })
  return { found, marked: wanted }
}

// ── The anchors ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Each anchor was written down when its seal was the newest. Those that a declared restore has left behind it are only counted.
 * @param {AsyncIterable<string>} lines @param {Sealed} sealed @param {Broken[]} found
 */
async function holdAgainst(lines, sealed, found) {
  const first = sealed.seals[0]?.n ?? 0
  const newest = sealed.seals.at(-1)?.n ?? 0
  /** @type {Anchors} */
  const anchors = { met: 0, before: 0, unreadable: 0, last: null }
  /** What the database must hold, newest last; a declared restore takes away what it has left behind. @type {Anchor[]} */
  let due = []
  /** @type {Map<number, number>} */
  const lost = new Map()
  for await (const line of lines) {
    if (line.trim() === '') continue
    const anchor = anchorOf(line)
    if (!anchor) {
      anchors.unreadable += 1
      continue
    }
    anchors.last = anchor.at
    if (anchor.kind === 'restore') {
      const kept = Number(anchor.restored)
      const left = due.filter(({ n }) => n > kept)
      const entriesAt = due.findLast(({ n }) => n <= kept)?.entries ?? 0
      lost.set(anchor.n, Math.max(0, (left.at(-1)?.entries ?? entriesAt) - entriesAt))
      anchors.before += left.length
      due = due.filter(({ n }) => n <= kept)
    }
    due.push(anchor)
  }
  const cut = due.find(({ n }) => n > newest)
  if (cut) found.push({ what: 'seals-cut', seal: newest, entry: null, at: cut.at })
  for (const { n, chain, root, kind, at } of due) {
    if (n < first || n > newest) continue
    const seal = sealed.byN.get(n)
    if (seal?.root === root && seal.chain === chain && (kind === 'restore') === (seal.kind === 'opening'))
      anchors.met += 1
    else if (seal) found.push({ what: 'anchor-not-met', seal: n, entry: null, at })
  }
  return { anchors, lost }
}

/** @param {string} line @returns {Anchor | null} */
function anchorOf(line) {
  try {
    const said = JSON.parse(line)
    const isOne =
      Number.isSafeInteger(said.n) && /^[0-9a-f]{64}$/.test(said.root) && Number.isSafeInteger(said.chain)
    return isOne && (said.kind === 'seal' || said.kind === 'restore') ? said : null
  } catch {
    return null
  }
}

/** @param {Seal} seal @param {Map<number, number> | undefined} lost @returns {Restore} */
function restoreOf({ n, chain, opens, at }, lost) {
  /** @type {Record<string, unknown>} */
  let said = {}
  try {
    said = JSON.parse(opens ?? '{}')
  } catch {
    // Its root does not hold then, and that has been found.
  }
  const { restored, by, because } = said
  return {
    chain,
    n,
    from: Number(restored),
    lost: lost?.get(n) ?? 0,
    by: String(by),
    because: String(because),
    at,
  }
}

// ── What both are made of ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {What} what @param {Pick<Seal, 'n' | 'at'>} seal @returns {Broken} */
function aboutSeal(what, { n, at }) {
  return { what, seal: n, entry: null, at }
}

/** @param {Place} one @param {Place} other */
function isAfter(one, other) {
  return one.xid > other.xid || (one.xid === other.xid && one.id > other.id)
}

/** How many characters, a colon, the characters; a hyphen for none. @param {string | null} value */
function part(value) {
  if (value === null) return '-'
  const isPlain = Buffer.byteLength(value) === value.length
  return `${isPlain ? value.length : [...value].length}:${value}`
}

/** @param {string | null | undefined} bytes as PostgreSQL prints them: `\x00ff`. */
function hexOf(bytes) {
  return (bytes ?? '').replace(/^\\x/, '')
}

const PRINTED = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?([+-]\d\d)(?::?(\d\d))?(?::?(\d\d))?$/

/** A time as PostgreSQL prints it in any zone, as it is in UTC to the microsecond. @param {string} printed */
function inUtc(printed) {
  const [, day, time, fraction = '', hours = '', minutes = '0', seconds = '0'] = PRINTED.exec(printed) ?? []
  if (day === undefined || time === undefined) return printed
  const micro = fraction.padEnd(6, '0')
  if (hours === '+00' && minutes === '0') return `${day}T${time}.${micro}Z`
  const sign = hours.startsWith('-') ? -1 : 1
  const away = sign * ((Math.abs(Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds))
  const there = Date.parse(`${day}T${time}Z`) - away * 1_000
  return `${new Date(there).toISOString().slice(0, 19)}.${micro}Z`
}

// ── A dump ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The lines of a text that comes in pieces, many at once. @param {AsyncIterable<string>} pieces */
async function* linesOf(pieces) {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    if (lines.length > 0) yield lines
  }
  if (rest !== '') yield [rest]
}

/** The rows of these columns, from the lines that COPY has written. @param {AsyncIterable<string>} pieces @param {readonly string[]} columns @returns {Rows} */
export async function* copiedRows(pieces, columns) {
  for await (const lines of linesOf(pieces)) yield lines.map((line) => rowOf(line, columns))
}

/** @param {string} line @param {readonly string[]} columns @returns {Row} */
function rowOf(line, columns) {
  const values = line.split('\t')
  /** @type {Row} */
  const row = {}
  for (let at = 0; at < columns.length; at += 1) {
    const value = values[at] ?? '\\N'
    row[columns[at] ?? ''] = value === '\\N' ? null : value.includes('\\') ? unescaped(value) : value
  }
  return row
}

/** @type {Record<string, string>} */
const escapes = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** @param {string} value */
function unescaped(value) {
  return value.replace(/\\(.)/gs, (_, after) => escapes[after] ?? after)
}

const COPY = /^COPY ([\w."]+) \((.+)\) FROM stdin;$/
const ENCODING = /^SET client_encoding = '(.+)';$/

/** Those rows of a dump that are of this kind of table. @param {string} path @param {RegExp} table @returns {Rows} */
async function* dumped(path, table) {
  /** @type {string[] | null} */
  let columns = null
  let isWanted = false
  for await (const lines of linesOf(createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 }))) {
    /** @type {Row[]} */
    const rows = []
    for (const line of lines) {
      if (columns === null) {
        const [, name, list] = COPY.exec(line) ?? []
        const encoding = ENCODING.exec(line)?.[1]
        if (encoding !== undefined && encoding !== 'UTF8')
          throw new Error(`The dump is written in ${encoding}: write it anew with --encoding=UTF8.`)
        if (name === undefined || list === undefined) continue
        columns = list.split(', ').map((column) => column.replaceAll('"', ''))
        isWanted = table.test(name)
      } else if (line === '\\.') columns = null
      else if (isWanted) rows.push(rowOf(line, columns))
    }
    if (rows.length > 0) yield rows
  }
  if (columns !== null) throw new Error(`The dump ${path} ends in the middle of a table.`)
}

/** @param {string} dump @param {readonly string[]} anchors @returns {Promise<Verdict>} */
export async function verifyDump(dump, anchors) {
  const { holdsSeals, asOf } = await aboutDump(dump)
  if (!holdsSeals) throw new Error(`${dump} is no dump of the audit: it has no table aud.seal.`)
  return verifyAudit({
    seals: () => dumped(dump, /^aud\.seal$/),
    entries: () => dumped(dump, /^aud\.audit_entry(_\d+)?$/),
    anchors: anchors.length > 0 ? linesOfAll(anchors) : null,
    asOf,
  })
}

/** @param {string} path */
async function aboutDump(path) {
  /** @type {string | null} */
  let asOf = null
  for await (const lines of linesOf(createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 }))) {
    asOf ??= /^-- The audit of Airt as of (.+)$/.exec(lines[0] ?? '')?.[1] ?? null
    if (lines.some((line) => line.startsWith('COPY aud.seal '))) return { holdsSeals: true, asOf }
  }
  return { holdsSeals: false, asOf }
}

/** @param {readonly string[]} paths @returns {AsyncIterable<string>} */
export async function* linesOfAll(paths) {
  for (const path of paths)
    for await (const lines of linesOf(createReadStream(path, { encoding: 'utf8' }))) yield* lines
}

// ── Said to a person ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** @param {Verdict} verdict @returns {string[]} */
export function verdictLines({ ok, seals, entries, unsealed, restores, anchors, broken, others }) {
  const count = (/** @type {number} */ number) => number.toLocaleString('en-GB')
  const more =
    others > 0 ? ` ${others === 1 ? 'One more thing is' : `${count(others)} more things are`} wrong.` : ''
  return [
    `${count(entries)} entries and ${count(seals)} seals looked at; ${count(unsealed)} of the newest entries are not sealed yet.`,
    ...restores.map(
      ({ at, from, chain, n, lost, by, because }) =>
        `Restored on ${moment(at)} to seal ${from}, declared by ${by} (${because}); chain ${chain} begins with seal ${n}. ${
          lost > 0
            ? `About ${count(lost)} entries that were sealed after that are not in this database.`
            : 'The anchors tell of no entry that was lost by it.'
        }`,
    ),
    anchors === null
      ? 'No anchors were given: whether the newest entries were cut off can’t be told without them.'
      : `${anchors.met === 1 ? '1 anchor is' : `${count(anchors.met)} anchors are`} met${anchors.last ? `, the newest of ${moment(anchors.last)}` : ''}.`,
    ...(anchors && anchors.unreadable > 0
      ? [`Lines of the anchors that can’t be read: ${count(anchors.unreadable)}.`]
      : []),
    ok ? 'Nothing is wrong.' : `WRONG: ${broken ? inWords(broken) : ''}${more}`,
  ]
}

/** @param {string[]} words @returns {Promise<number>} what it ends with. */
async function main([dump, ...anchors]) {
  if (dump === undefined) {
    console.error('Usage: node verify-dump.mjs <dump> [<anchors> …]')
    return 2
  }
  try {
    const verdict = await verifyDump(dump, anchors)
    for (const line of verdictLines(verdict)) console.log(line)
    return verdict.ok ? 0 : 1
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 2
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code
  })
