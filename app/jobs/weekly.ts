/** The queue of the weekly figures, as the migration made it. */
export const SNAPSHOT = 'uptake-snapshot'

/** Monday at five in the morning in Scotland, summer and winter. */
export const MONDAYS = { cron: '0 5 * * 1', timeZone: 'Europe/London' }

/** The looks through the audit's seals, as the migration made their queues: a few minutes past every hour, and all of it on Sundays at three. */
export const CHECKS = [
  { queue: 'audit-check-day', span: 'day', cron: '7 * * * *' },
  { queue: 'audit-check-all', span: 'all', cron: '0 3 * * 0' },
] as const
