/** The queue of looking through what was opened, as the migration made it. */
export const UNUSUAL_READS = 'unusual-reads'

/** Half past four each morning in Scotland, summer and winter. */
export const NIGHTS = { cron: '30 4 * * *', timeZone: 'Europe/London' }
