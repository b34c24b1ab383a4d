/** The queues of lists that somebody brings in, as the migration made them. */
export const IMPORT = 'import'
export const IMPORT_CARE = 'import-care'

/** What is said when a list is sent to be worked on: whoever listens looks at once, so that nobody has to look all the time. */
export const IMPORT_CHANNEL = 'airt_import'

/** Lists that nobody has been heard of at are gone on with, and what has lain too long is forgotten. */
export const EVERY_FIVE_MINUTES = '*/5 * * * *'
