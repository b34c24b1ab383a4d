import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { ok, type Result, refused } from '~/shared/result'

export type Mail = {
  from: string
  to: string
  messageId: string
  subject: string
  text: string
  html: string
}

/**
 * Why a mail was not delivered. `unreachable`: the server did not come as far as this mail. `not-now`: it will take it later. `refused`: never.
 * `held-back`: whoever sends it no longer may. `unsure`: it was handed over whole, and no answer came.
 */
export type WhyNotDelivered = {
  why: 'unreachable' | 'not-now' | 'refused' | 'held-back' | 'unsure'
  /** What the server said, as a code without its words. */
  code: string | null
}

export type Delivered = Result<null, WhyNotDelivered>

export type MailServer = {
  /**
   * Hands a mail over, all but its last bytes: until those have left, a server keeps nothing of it. Before they leave `mayHandOver` is
   * asked, which is where it is written down that they do.
   */
  deliver: (mail: Mail, mayHandOver: () => Promise<boolean>) => Promise<Delivered>
  /** Greets the server, signs in where a name is set, and goes again. @returns why it is of no use, or null. */
  whyUseless: () => Promise<'silent' | 'unreachable' | 'refuses' | null>
  close: () => Promise<void>
}

const WITHIN_MS = 5_000
const ANSWERS_WITHIN_MS = 60_000

/** The mail server of this address, `smtp://` or `smtps://`, with a name and password in it where it wants any. */
export function mailServer(url: string): MailServer {
  let line: SMTPConnection | null = null

  async function deliver(mail: Mail, mayHandOver: () => Promise<boolean>): Promise<Delivered> {
    try {
      line ??= await opened(url)
    } catch (error) {
      return refused({ why: 'unreachable', code: codeOf(error) })
    }
    const letter = await composed(mail)
    const said = { isHandedOver: false, isHeldBack: false }
    const body = Readable.from(inTwoParts(letter, mayHandOver, said), { objectMode: false })
    try {
      await sent(line, { from: mail.from, to: [mail.to], size: letter.byteLength }, body)
      return ok(null)
    } catch (error) {
      body.destroy()
      line.close()
      line = null
      if (said.isHeldBack) return refused({ why: 'held-back', code: null })
      return refused({ why: whyOf(error as SmtpError, said), code: codeOf(error) })
    }
  }

  async function whyUseless() {
    try {
      const tried = await opened(url)
      tried.quit()
      return null
    } catch (error) {
      const { code, responseCode } = error as SmtpError
      if (responseCode !== undefined) return 'refuses'
      return code === 'ETIMEDOUT' ? 'silent' : 'unreachable'
    }
  }

  return {
    deliver,
    whyUseless,
    close: async () => {
      line?.quit()
      line = null
    },
  }
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string }

function opened(url: string): Promise<SMTPConnection> {
  const { protocol, hostname, port, username, password } = new URL(url)
  const isSafe = protocol === 'smtps:'
  const line = new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port || (isSafe ? 465 : 587)),
    secure: isSafe,
    // A password travels over a line that is closed to others, or not at all.
    requireTLS: username !== '' && !isSafe && !['localhost', '127.0.0.1', '[::1]'].includes(hostname),
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: ANSWERS_WITHIN_MS,
  })
  return new Promise((settle, fail) => {
    // After the first it says the same of a line that breaks later: whoever is sending hears of it there.
    line.on('error', fail)
    line.connect((error) => {
      if (error) return fail(error)
      if (username === '') return settle(line)
      const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
      line.login({ credentials: auth }, (wrong) => {
        if (!wrong) return settle(line)
        line.close()
        fail(wrong)
      })
    })
  })
}

function composed({ from, to, messageId, subject, text, html }: Mail): Promise<Buffer> {
  const composer = new MailComposer({
    from: { name: 'Airt', address: from },
    to,
    subject,
    text,
    html,
    messageId,
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  return new Promise((settle, fail) => {
    composer.compile().build((error, message) => (error ? fail(error) : settle(message as Buffer)))
  })
}

/** What holds its last bytes back until they may leave. It is read no sooner than the server has asked for the mail. */
async function* inTwoParts(
  letter: Buffer,
  mayHandOver: () => Promise<boolean>,
  said: { isHandedOver: boolean; isHeldBack: boolean },
) {
  yield letter.subarray(0, -2)
  if (!(await mayHandOver())) {
    said.isHeldBack = true
    throw new Error('It is not to be sent any more')
  }
  said.isHandedOver = true
  yield letter.subarray(-2)
}

function sent(line: SMTPConnection, envelope: { from: string; to: string[]; size: number }, body: Readable) {
  return new Promise<void>((settle, fail) => {
    line.send(envelope, body, (error) => (error ? fail(error) : settle()))
  })
}

/** An answer to the mail itself, or to its address, is certain. Silence after the last byte is not, and never mended by another try. */
function whyOf(
  { responseCode, command }: SmtpError,
  { isHandedOver }: { isHandedOver: boolean },
): WhyNotDelivered['why'] {
  if (responseCode === undefined) return isHandedOver ? 'unsure' : 'unreachable'
  const isOfThisMail = command === 'RCPT TO' || command === 'DATA'
  if (!isOfThisMail) return isHandedOver && responseCode !== 421 ? 'unsure' : 'unreachable'
  return responseCode >= 500 ? 'refused' : 'not-now'
}

function codeOf(error: unknown): string | null {
  const { code, responseCode } = error as SmtpError
  const said = String(responseCode ?? code ?? '')
  return /^[A-Z0-9]{1,20}$/.test(said) ? said : null
}
