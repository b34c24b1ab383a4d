import { createHash } from 'node:crypto'
import type { Db } from '#db/connection.server'
import { waitForTurn } from '#db/turn.server'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import type { CardFile, OfferFile } from './card.input'
import type { WhyNotPublished } from './harm-guard'
import { publishCard } from './publish.server'
import { readCard, readOffers } from './read-card.server'

const cardFiles = import.meta.glob<string>('../../db/library/cards/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const offerFiles = import.meta.glob<string>('../../db/library/offers.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** The texts of cards and offers, each by its file's name. */
export type Library = { cards: Readonly<Record<string, string>>; offers: Readonly<Record<string, string>> }

/** What lies in db/library, as it was when this was built. */
export const library: Library = { cards: byName(cardFiles), offers: byName(offerFiles) }

export type Loaded = {
  /** New versions, as `M01 v2`. */
  added: string[]
  unchanged: number
  /** Those that may not be shown, and why: they are kept, and tried again the next time. */
  refused: { card: string; reasons: readonly WhyNotPublished[] }[]
}

/**
 * Takes the library into the database, in the caller's transaction, as work without a browser. A file that is as it was changes
 * nothing; one that was changed becomes a new version, and the old one stays for the sessions that used it.
 * @throws when a file can't be read as what it is: then nothing is taken.
 */
export async function loadLibrary(db: Db, today: CivilDate, from: Library = library): Promise<Loaded> {
  const cards = Object.entries(from.cards).map(([file, text]) => ({
    ...readCard(file, text),
    hash: hashOf(text),
  }))
  const offers = Object.entries(from.offers).flatMap(([file, text]) => readOffers(file, text))
  await waitForTurn(db, 'library')
  for (const offer of offers) await keepOffer(db, offer)

  const loaded: Loaded = { added: [], unchanged: 0, refused: [] }
  const held = await latestVersions(db)
  for (const card of cards) {
    const before = held.get(card.id)
    const isSame = before?.hash === card.hash
    const version = isSame ? before.version : (before?.version ?? 0) + 1
    if (isSame) loaded.unchanged += 1
    else {
      await addVersion(db, card, version)
      loaded.added.push(`${card.id} v${version}`)
    }
    if (card.status !== 'live' || (isSame && before.status !== 'checked')) continue
    const published = await publishCard(db, { cardId: card.id, version }, today)
    if (!published.ok) loaded.refused.push({ card: `${card.id} v${version}`, reasons: published.reason })
  }
  if (loaded.added.length)
    await recordAudit(db, { act: 'library.load', detail: { added: loaded.added.join(', ') } })
  return loaded
}

async function latestVersions(db: Db) {
  const rows = await db
    .selectFrom('app.card as card')
    .distinctOn('card.id')
    .select(['card.id', 'card.version', 'card.status', 'card.content_hash as hash'])
    .orderBy('card.id')
    .orderBy('card.version', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** A card whose file says `live` waits, checked, until it may be published; one that is withdrawn leaves use at once. */
async function addVersion(db: Db, card: CardFile & { hash: string }, version: number): Promise<void> {
  await db
    .insertInto('app.card')
    .values({
      id: card.id,
      version,
      status: card.status === 'live' ? 'checked' : card.status,
      title: card.title,
      place_and_moment: card.placeAndMoment,
      myth: card.myth,
      what_is_true: card.whatIsTrue,
      reality: card.reality,
      under12: card.under12 && JSON.stringify(card.under12),
      ask_first: card.askFirst,
      talk: JSON.stringify(card.talk),
      if_they_say: card.ifTheySay,
      alternatives: JSON.stringify(card.alternatives),
      evidence: JSON.stringify(card.evidence),
      ages: card.ages,
      transitions: card.transitions,
      topics: card.topics,
      is_opportunity: card.isOpportunity,
      not_after: card.notAfter,
      avoid: card.avoid,
      content_warnings: card.contentWarnings,
      image_tags: card.imageTags,
      aims: card.aims,
      provenance: JSON.stringify(card.provenance),
      audience: card.audience,
      minutes: card.minutes,
      review_by: card.reviewBy,
      published_on: card.publishedOn,
      content_hash: card.hash,
    })
    .execute()
  if (card.status !== 'withdrawn' && card.status !== 'resting') return
  await db
    .updateTable('app.card')
    .set({ status: card.status })
    .where('id', '=', card.id)
    .where('status', '=', 'live')
    .execute()
}

async function keepOffer(db: Db, offer: OfferFile): Promise<void> {
  const said = {
    name: offer.name,
    kind: offer.kind,
    who: offer.who,
    area: offer.area,
    says: offer.says,
    url: offer.url ?? null,
    phone: offer.phone ?? null,
    youngest_age: offer.youngestAge ?? null,
    oldest_age: offer.oldestAge ?? null,
    last_checked_on: offer.lastCheckedOn,
  }
  await db
    .insertInto('app.offer')
    .values({ id: offer.id, ...said })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(said))
    .execute()
}

function byName(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf('/') + 1), text]),
  )
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
