import { type Db, sql } from '#db/connection.server'
import { recordAudit } from '~/audit/write.server'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { ok, type Result, refused } from '~/shared/result'
import type { LawState } from './law.table'
import { lawItems } from './law-items.server'
import type { LawShown } from './law-page'
import { type LawLook, lawDueOn, overdueFor } from './law-view'
import { lastChecks } from './queries.server'
import { titleOf } from './rule-view'

/** Every item of the law watch with the last look at it, those that are late first. */
export async function lawHere(db: Db, today: CivilDate): Promise<LawShown[]> {
  const looks: LawLook[] = await lastChecks(db).execute()
  return lawItems
    .map((item) => {
      const dueOn = lawDueOn(item, looks)
      return {
        ...item,
        dueOn,
        isLate: dueOn < today,
        look: looks.find((look) => look.item === item.item) ?? null,
        about: item.rules.map((code) => ({ code, title: titleOf(code) })),
      }
    })
    .sort((one, other) => Number(other.isLate) - Number(one.isLate) || one.item - other.item)
}

/** Of every rule whose law should have been checked by this day and was not, the sentence that says so. */
export async function warningsOfLaw(db: Db, today: CivilDate): Promise<Record<string, string>> {
  const looks: LawLook[] = await lastChecks(db).execute()
  const warnings: Record<string, string> = {}
  for (const code of new Set(lawItems.flatMap((item) => item.rules))) {
    const due = overdueFor(code, lawItems, looks, today)
    if (due) warnings[code] = `the law behind this rule was due to be checked on ${formatDay(due)}`
  }
  return warnings
}

type Check = { state: LawState; found: string; effectiveOn: CivilDate | null }

/** Somebody looked at an item. The day belongs to a law that is in force, in whole or in part. */
export async function checkLaw(
  db: Db,
  item: number,
  { state, found, effectiveOn }: Check,
  today: CivilDate,
): Promise<Result<null, 'day-of-no-law'>> {
  if (effectiveOn !== null && state !== 'in-force' && state !== 'in-part') return refused('day-of-no-law')
  await sql`select sec.check_law(${item}::int, ${state}, ${effectiveOn}::date, ${found}, ${today}::date)`.execute(
    db,
  )
  await recordAudit(db, { act: 'law.check', detail: { item } })
  return ok(null)
}
