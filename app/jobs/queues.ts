/** The queues of lists that somebody brings in, as the migration made them. */
export const IMPORT = 'import'
export const IMPORT_CARE = 'import-care'

/** What is said when a list is sent to be worked on: whoever listens looks at once, so that nobody has to look all the time. */
export const IMPORT_CHANNEL = 'airt_import'

/** Lists that nobody has been heard of at are gone on with, and what has lain too long is forgotten. */
export const EVERY_FIVE_MINUTES = '*/5 * * * *'

/** The queue of what changes of rules and working days bring with them, as the migration made it. */
export const RULES = 'rules'

/** What is said when somebody tries or saves a change of a rule. */
export const RULES_CHANNEL = 'airt_rules'

/** Settings whose day begins come into force five minutes after midnight in Scotland; what was left unfinished is taken up every hour. */
export const EVERY_HOUR = { cron: '5 * * * *', timeZone: 'Europe/London' }
