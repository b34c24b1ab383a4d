/** The queues of mail, as the migration made them. */
export const MAIL = 'mail'
export const MAIL_MORNINGS = 'mail-mornings'

/** What is said when a mail is queued: whoever listens sends it at once. */
export const MAIL_CHANNEL = 'airt_mail'

/** What could not be sent is tried again, and what waits for its hour. */
export const MAIL_AGAIN = '*/5 * * * *'

/** Seven on weekday mornings in Scotland, summer and winter; each organisation's own holidays are left out. */
export const MORNINGS = { cron: '0 7 * * 1-5', timeZone: 'Europe/London', from: '07:00', until: '12:00' }
