import { z } from 'zod'
import { version } from '~/shared/fields'
import type { SharingDecision } from '~/sharing/decision'
import { readDecision } from '~/sharing/decision.input'
import { MoveInput } from './move.input'

export type ReferrerInput =
  | { does: 'send'; version: number }
  | { does: 'keep-sharing'; decision: SharingDecision }
  | { does: 'end-sharing' }
  | { does: 'move'; move: MoveInput }

/** What the page of a referral sends: a draft, another decision to share, or one of the acts. */
export const ReferrerInput = z.record(z.string(), z.unknown()).transform((said, context): ReferrerInput => {
  if (said.act === 'keep-sharing') {
    const decision = readDecision(said)
    if (decision.ok) return { does: 'keep-sharing', decision: decision.value }
    return wrong(context, decision.reason)
  }
  if (said.act === 'end-sharing') return { does: 'end-sharing' }
  if (said.act === 'send') {
    const send = z.object({ version: version() }).safeParse(said)
    return send.success ? { does: 'send', version: send.data.version } : wrong(context, send.error.issues)
  }
  const move = MoveInput.safeParse(said)
  return move.success ? { does: 'move', move: move.data } : wrong(context, move.error.issues)
})

function wrong(context: z.RefinementCtx, issues: readonly { path: PropertyKey[]; message: string }[]): never {
  for (const { path, message } of issues) context.addIssue({ code: 'custom', path: [...path], message })
  return z.NEVER
}
