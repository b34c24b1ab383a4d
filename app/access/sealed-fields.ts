/** The columns that are sealed whole, by table. Of other places that hold what is sealed, see field-sealing.server.ts. */
export const sealedColumns = {
  'app.person_way': ['value', 'note'],
  'app.person_tie': ['name', 'about'],
  'app.concern': ['words', 'told_who'],
  'app.person_address': ['address', 'note'],
  'app.person_number': ['chi', 'scn', 'nino'],
} as const satisfies Record<`app.${string}`, readonly string[]>

export type SealedTable = keyof typeof sealedColumns
