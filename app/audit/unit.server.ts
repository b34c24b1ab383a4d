import type { Db } from '#db/connection.server'

/** What one transaction has read and accounted for. Nothing that was read of a person is shown without an audit entry. */
type Unit = { requestId: string | null; hasReadPeople: boolean; isAudited: boolean }

const units = new WeakMap<Db, Unit>()

export function beginUnit(db: Db, requestId: string | null): void {
  units.set(db, { requestId, hasReadPeople: false, isAudited: false })
}

/** @throws outside a transaction that was begun for somebody: nobody may read people there. */
export function readsPeople(db: Db): void {
  unitOf(db).hasReadPeople = true
}

export function isAccountedFor(db: Db): void {
  unitOf(db).isAudited = true
}

export function requestOf(db: Db): string | null {
  return unitOf(db).requestId
}

/** @throws when people were read and no entry was written: then nothing is committed, and nothing is shown. */
export function mustBeAccountedFor(db: Db): void {
  const { hasReadPeople, isAudited } = unitOf(db)
  if (hasReadPeople && !isAudited) throw new Error('People were read and no audit entry was written')
}

function unitOf(db: Db): Unit {
  const unit = units.get(db)
  if (!unit) throw new Error('This is not a transaction that was begun for somebody')
  return unit
}
