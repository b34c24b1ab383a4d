/**
 * What is wrong when the database could not do what it was asked, though nothing was wrong with what was asked:
 * - `clash`: two did it at once, and this one was undone;
 * - `away`: it can't be reached, stops, starts or has stopped answering;
 * - `read-only`: this connection leads to a database that takes no writing;
 * - `unknown`: the connection was lost, or a promise taken back, after the commit had left: it may have happened;
 * - `full`: its disk is full;
 * - `slow`: it took longer than anybody should wait, for a lock or by itself;
 * - `busy`: every connection was in use for as long as anybody should wait;
 * - `unaudited`: the account of who did or saw what could not be written, whatever the reason: so nothing was done or shown.
 */
export type Trouble = 'clash' | 'away' | 'read-only' | 'unknown' | 'full' | 'slow' | 'busy' | 'unaudited'

/** The commit had left when the answer to it was lost, or came with a doubt: only asking again tells whether it happened. */
export class UnknownOutcome extends Error {
  override name = 'UnknownOutcome'
}

/** @returns null for every other error: asking again would end as it did. */
export function troubleIn(error: unknown): Trouble | null {
  if (error instanceof UnknownOutcome) return 'unknown'
  if (!(error instanceof Error)) return null
  const { code } = error as Error & { code?: unknown }
  if (typeof code === 'string')
    return (
      byCode[code] ??
      (/^08...$/.test(code) ? 'away' : isRefusal(code) ? null : isOfAudit(error) ? 'unaudited' : null)
    )
  if (error.message === 'timeout exceeded when trying to connect') return 'busy'
  return lost.some((beginning) => error.message.startsWith(beginning)) ? 'away' : null
}

/** A code of our own functions: they refuse, and asking again would end as it did. */
function isRefusal(code: string): boolean {
  return code.startsWith('AI')
}

/** What it was at when it failed, as it says: the one statement that writes an entry. */
function isOfAudit(error: Error & { where?: unknown; internalQuery?: unknown }): boolean {
  return [error.where, error.internalQuery].some((said) => String(said).includes('into aud.audit_entry '))
}

const byCode: Readonly<Record<string, Trouble>> = {
  '40001': 'clash',
  '40P01': 'clash',
  '25006': 'read-only',
  '25P03': 'away',
  '57P01': 'away',
  '57P02': 'away',
  '57P03': 'away',
  '57P05': 'away',
  '53300': 'away',
  ECONNREFUSED: 'away',
  ECONNRESET: 'away',
  EPIPE: 'away',
  ETIMEDOUT: 'away',
  EHOSTUNREACH: 'away',
  ENETUNREACH: 'away',
  EAI_AGAIN: 'away',
  '53100': 'full',
  '53200': 'slow',
  '55P03': 'slow',
  '57014': 'slow',
}

/** What pg says, without a code, of a connection that is no more, or on which nothing comes back. */
const lost = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed',
  'Query read timeout',
  'timeout expired',
]
