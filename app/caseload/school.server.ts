import { type Db, sql } from '#db/connection.server'

/**
 * The school of that name, in that council where two share the name; null where none is known by it. A name may say its council
 * too, after a comma, as an import names it.
 */
export async function schoolCalled(db: Db, name: string, council: string | null): Promise<string | null> {
  const found = await db
    .selectFrom('app.school')
    .where((eb) => eb.or([eb('name', '=', name), eb(sql`name || ', ' || council`, '=', name)]))
    .select(['id', 'council'])
    .orderBy('council')
    .execute()
  const here = found.find((school) => school.council === council)
  return (here ?? found[0])?.id ?? null
}

/** Every school by its name, to choose from. */
export async function schoolNames(db: Db): Promise<string[]> {
  const schools = await db.selectFrom('app.school').select('name').distinct().orderBy('name').execute()
  return schools.map(({ name }) => name)
}
