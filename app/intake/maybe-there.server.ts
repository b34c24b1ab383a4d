import type { Db } from '#db/connection.server'
import { mainNameOf } from '~/caseload/main-name'
import { bornAround, type Other, referencesHeld } from './held-people.server'
import type { PersonRow } from './person-row.input'

/** A row about somebody new who may be there already, here or further up in the file. */
export type MaybeThere = { row: PersonRow; other: Other }

/** Names that sound alike and birth dates that are alike: whether they are the same, only a person can tell. */
export async function maybeThere(
  db: Db,
  organisationId: string,
  rows: readonly PersonRow[],
): Promise<MaybeThere[]> {
  const held = await referencesHeld(
    db,
    organisationId,
    rows.map(({ reference }) => reference),
  )
  const added = rows.filter(({ reference }) => !held.has(reference))
  const others = await bornAround(
    db,
    organisationId,
    added.flatMap(({ bornOn }) => bornOn ?? []),
  )
  return added.flatMap((row) => {
    const known = { name: mainNameOf(row), bornOn: row.bornOn }
    const other = others.find(known)
    others.add(known, { personId: null, reference: row.reference })
    return other === null ? [] : [{ row, other }]
  })
}
