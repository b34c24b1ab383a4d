import { sql } from '#db/connection.server'

/** The name a person likes, then the family name; needs `app.person as person` in the query. */
export const knownAs = sql<string>`trim(coalesce(person.preferred_name, person.given_name, '') || ' ' || coalesce(person.family_name, ''))`
