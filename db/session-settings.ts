/** What every session of the app is: asked for when it connects, and kept with the role, since a pooler in between passes nothing on. */
export const sessionSettings: Readonly<Record<string, string>> = {
  TimeZone: 'Europe/London',
  DateStyle: 'ISO',
  statement_timeout: '5000',
  lock_timeout: '2000',
  idle_in_transaction_session_timeout: '10000',
  // Compiling what runs in milliseconds costs more than it saves, and a server does it unless it is told.
  jit: 'off',
}
