import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Written } from './draft-form'

/**
 * What was written while Airt could not be reached, in this browser. Nothing of it can be read without a key that the browser holds
 * and gives to nobody; not even the address of the page. It is gone after 12 hours, and when somebody else signs in.
 */
const HOURS_KEPT = 12

type Kept = { path: string; fields: Written }
export type KeptHere = Kept & { id: string; at: number }
type Row = { id: string; owner: string; at: number; nonce: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

interface Store extends DBSchema {
  key: { key: string; value: CryptoKey }
  text: { key: string; value: Row }
}

/** @returns false where this browser can't seal it: then it is kept nowhere but on the page. */
export async function keepHere(owner: string, id: string, kept: Kept): Promise<boolean> {
  const store = await opened()
  if (!store) return false
  const nonce = crypto.getRandomValues(new Uint8Array(12))
  const plain = new TextEncoder().encode(JSON.stringify(kept))
  try {
    const sealed = await crypto.subtle.encrypt(lock(nonce, owner, id), await keyOf(store), plain)
    await store.put('text', { id, owner, at: hereNow(), nonce, sealed })
    return true
  } catch {
    return false
  }
}

/** What this worker wrote on that page, the newest first. Whatever is old, or somebody else's, goes. */
export async function keptHere(owner: string, path: string): Promise<KeptHere[]> {
  const store = await opened()
  if (!store) return []
  const oldest = hereNow() - HOURS_KEPT * 3_600_000
  const kept: KeptHere[] = []
  for (const row of await store.getAll('text')) {
    const text = row.owner === owner && row.at > oldest ? await opensTo(store, row) : null
    if (!text) await store.delete('text', row.id)
    else if (text.path === path) kept.push({ ...text, id: row.id, at: row.at })
  }
  return kept.sort((one, other) => other.at - one.at)
}

export async function forgetHere(id: string): Promise<void> {
  await (await opened())?.delete('text', id)
}

/** At signing out, and where somebody else has signed in: the key goes too. */
export async function forgetAllHere(): Promise<void> {
  const store = await opened()
  await Promise.all([store?.clear('text'), store?.clear('key')])
}

let opening: Promise<IDBPDatabase<Store> | null> | null = null

/** Null where the browser keeps nothing, or has no way to seal it. */
function opened(): Promise<IDBPDatabase<Store> | null> {
  if (!('indexedDB' in globalThis) || !globalThis.crypto?.subtle) return Promise.resolve(null)
  opening ??= openDB<Store>('airt-kept', 1, {
    upgrade(store) {
      store.createObjectStore('key')
      store.createObjectStore('text', { keyPath: 'id' })
    },
    terminated() {
      opening = null
    },
  }).catch(() => null)
  return opening
}

async function keyOf(store: IDBPDatabase<Store>): Promise<CryptoKey> {
  const held = await store.get('key', 'key')
  if (held) return held
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ])
  await store.put('key', made, 'key')
  return made
}

async function opensTo(store: IDBPDatabase<Store>, { id, owner, nonce, sealed }: Row): Promise<Kept | null> {
  try {
    const plain = await crypto.subtle.decrypt(lock(nonce, owner, id), await keyOf(store), sealed)
    return JSON.parse(new TextDecoder().decode(plain))
  } catch {
    return null
  }
}

/** It opens only for whom it was sealed, as the draft that it is. */
function lock(nonce: Uint8Array<ArrayBuffer>, owner: string, id: string) {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(`${owner} ${id}`) }
}

/** Where a clock stands still while the machine sleeps, this is behind: what is kept is then taken for older than it is. */
function hereNow(): number {
  return performance.timeOrigin + performance.now()
}
