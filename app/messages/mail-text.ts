import type { Counts, MailKind } from './counts'
import { countLines, mailSubjects, mailWords } from './mail-words'

export type MailText = { subject: string; text: string; html: string }

type Part = { says: string } | { label: string; to: string }

/** A mail as it is sent: text first, and the same in one small frame of HTML. `origin` is the address people type. */
export function mailText(kind: MailKind, counts: Counts, origin: string): MailText {
  const parts = partsOf(kind, counts)
  const address = (to: string) => `${origin}${to}`
  const text = parts.map((part) => ('says' in part ? part.says : `${part.label}: ${address(part.to)}`))
  const html = parts.map((part) =>
    'says' in part
      ? `<p>${escaped(part.says)}</p>`
      : `<p><a href="${escaped(address(part.to))}">${escaped(part.label)}</a></p>`,
  )
  return {
    subject: mailSubjects[kind],
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${escaped(mailSubjects[kind])}</title></head><body>${html.join('')}</body></html>`,
  }
}

function partsOf(kind: MailKind, counts: Counts): Part[] {
  const often: Part = { label: mailWords.often, to: '/account/messages' }
  const open: Part = { label: mailWords.open, to: '/' }
  if (kind === 'now') return [{ says: mailWords.something }, open, often]
  const lines = linesOf(kind, counts)
  const isOfTeams = kind === 'week' && manages.some((what) => (counts[what] ?? 0) > 0)
  const note: Part[] = [{ says: mailWords.supervision }, { label: mailWords.writeNote, to: '/supervision' }]
  return [...lines.map((says) => ({ says })), open, ...(isOfTeams ? note : []), often]
}

const manages = ['overdue', 'unled', 'gaps'] as const

function linesOf(kind: MailKind, counts: Counts): string[] {
  const told = Object.keys(countLines) as (keyof Counts)[]
  return told
    .filter((what) => kind === 'week' || !manages.some((each) => each === what))
    .flatMap((what) => {
      const count = counts[what] ?? 0
      return count > 0 ? [countLines[what](count)] : []
    })
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
