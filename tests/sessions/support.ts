import { randomUUID } from 'node:crypto'
import { type Db, sql } from '#db/connection.server'
import { type Plan, PlanInput } from '~/sessions/plan.input'
import { RecordInput } from '~/sessions/record.input'
import { civilDate } from '~/shared/civil-date'
import { building } from '../support/database'

/** A card in use; `T01` unless it is told apart. */
export function aCardInUse(
  db: Db,
  id = 'T01',
  changes: { isOpportunity?: boolean; status?: 'live' | 'resting' } = {},
) {
  return building(db, async () => {
    await db
      .insertInto('app.card')
      .values({
        id,
        status: changes.status ?? 'live',
        title: `A favour ${id}`,
        place_and_moment: 'Someone asks you for a favour.',
        myth: 'It is only a favour.',
        what_is_true: 'It is good to help.',
        reality: 'A favour can grow.',
        ask_first: 'What would you do?',
        alternatives: JSON.stringify([{ kind: 'action', ref: 'a-walk', says: 'We go for a walk.' }]),
        evidence: JSON.stringify([
          { claim: 'Favours grow.', source: 'A study', year: '2024', place: 'Scotland', grade: 'moderate' },
        ]),
        talk: '[]',
        provenance: '{}',
        ages: ['B', 'C'],
        is_opportunity: changes.isOpportunity ?? false,
        minutes: 10,
        review_by: civilDate('2027-10-01'),
        published_on: civilDate('2026-11-01'),
        content_hash: randomUUID(),
      })
      .execute()
    return { id, version: 1 }
  })
}

/** A plan as its form sends it. */
export function aPlan(said: Record<string, string> = {}): Plan & { transitionId: string | null } {
  return PlanInput.parse({ plannedOn: '2026-11-30', plannedAt: '4pm', ...said })
}

/** A record as its form sends it: they came, and nothing worries. */
export function aRecord(said: Record<string, string> = {}) {
  return RecordInput.parse({ attendance: 'came', worry: 'no', version: '1', ...said })
}

export async function countOf(db: Db, table: 'app.session' | 'app.concern' | 'app.draft', personId: string) {
  const column = table === 'app.draft' ? 'about_id' : 'person_id'
  const { rows } = await sql<{ found: number }>`select count(*)::int as found from ${sql.table(table)}
    where ${sql.ref(column)} = ${personId}`.execute(db)
  return rows[0]?.found
}
