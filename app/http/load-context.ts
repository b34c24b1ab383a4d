import type { RequestUnit } from '~/access/request.server'
import type { BackupsKept } from '~/backups/state'
import type { CivilDate } from '~/shared/civil-date'

declare module '@remix-run/node' {
  interface AppLoadContext {
    requestId: string
    nonce: string
    clientAddress: string
    /** The one transaction of this request. */
    unit: RequestUnit
    today: () => CivilDate
    /** Signs forms and what is given back to whoever wrote it. */
    secret: string
    /** The address people type, as it is configured. */
    origin: string
    /** This database holds invented people only. */
    isDemonstration: boolean
    /** Whether mail is sent from here; missing where it is not. */
    sendsMail?: boolean
    /** How this process keeps backups; missing where it keeps none. */
    backups?: () => BackupsKept
    /** Says that what was posted should come back as a form with this key, since its own was not ours. */
    offerAgain: (formKey: string) => void
    /** Hands over the page that was made, which is then not also the body of the reply. */
    page: (html: string) => void
    /** Nothing can be saved just now, and every page says so. */
    savingIsOff: boolean
    /** Only where a standby is expected: whether it is away, so that changes are held on one machine alone. */
    standbyIsAway?: () => boolean
    /** Whether a clock is wrong by a day, as far as that can be told; missing where nobody looks. */
    clockIsWrong?: () => boolean
    /** Gives up this request's place among those that are answered at once, because it waits for something that has a queue of its own. */
    stepAside: () => void
    /** Writes an error to the log, reduced to what can hold no one's name. */
    reportError: (error: unknown) => void
  }
}
