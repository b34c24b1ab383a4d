/** The queue of looking through what was opened, as the migration made it. */
export const UNUSUAL_READS = 'unusual-reads'

/** The queue of putting in front of each worker what is due. */
export const IN_FRONT = 'in-front'

/** Half past four each morning in Scotland, summer and winter. */
export const NIGHTS = { cron: '30 4 * * *', timeZone: 'Europe/London' }
