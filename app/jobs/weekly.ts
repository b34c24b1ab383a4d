/** The queue of the weekly figures, as the migration made it. */
export const SNAPSHOT = 'uptake-snapshot'

/** Monday at five in the morning in Scotland, summer and winter. */
export const MONDAYS = { cron: '0 5 * * 1', timeZone: 'Europe/London' }
