import { z } from 'zod'
import { choice, longText, optionalLongText, version } from '~/shared/fields'
import { type Issue, readDecision } from '~/sharing/decision.input'
import { type ChosenSection, recordSections, type Section, writtenSections } from './chosen'
import type { ReferralInput } from './make.server'
import { shareWords } from './share-words'

const SAID_MAX = 4_000

const id = z.uuid({ error: 'Load the page again' })
const optionalId = z.preprocess((said) => (said === '' || said === undefined ? null : said), id.nullable())

const Asked = z.object({
  programmeId: id,
  transitionId: optionalId,
  sessionId: optionalId,
  followsId: optionalId,
  /** The draft that is written anew. */
  changeId: optionalId,
  version: version().optional(),
  hopes: longText('what they want', SAID_MAX),
  whyNow: z.string().trim().max(SAID_MAX).default(''),
  fitBecause: optionalLongText('why it should be this one', SAID_MAX),
  agreed: choice('whether they want to take part', ['yes', 'no', 'not-asked']),
  agreedSaid: z.string().trim().max(SAID_MAX).default(''),
})

export type ShareInput = ReferralInput & Omit<z.output<typeof Asked>, keyof ReferralInput>

/** The share form: every part is read, so that all that is to be mended is said at once. `way.…`, `share.…`, `says.…` and `why.…` name what is ticked. */
export const ShareInput = z.record(z.string(), z.unknown()).transform((said, context): ShareInput => {
  const asked = Asked.safeParse(said)
  const decision = readDecision(said)
  const sections = [...recordSections, ...writtenSections].flatMap((section) => sectionIn(said, section))
  const wrong = [
    ...(asked.success ? [] : asked.error.issues),
    ...(decision.ok ? [] : decision.reason),
    ...sections.flatMap((each) => ('wrong' in each ? each.wrong : [])),
  ]
  for (const { path, message } of wrong) context.addIssue({ code: 'custom', path: [...path], message })
  if (!asked.success || !decision.ok) return z.NEVER
  return {
    ...asked.data,
    chosen: {
      ways: waysIn(said),
      sections: sections.flatMap((each) => ('wrong' in each ? [] : [each])),
      decision: decision.value,
    },
  }
})

function waysIn(said: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(said).flatMap((name) => {
    const way = /^way\.([\da-f-]{36})$/.exec(name)?.[1]
    return way === undefined ? [] : [way]
  })
}

/** Nothing, where it is not ticked. What is ticked needs why, and what is not in the record needs its words. */
function sectionIn(
  said: Readonly<Record<string, unknown>>,
  section: Section,
): (ChosenSection | { wrong: Issue[] })[] {
  if (said[`share.${section}`] !== 'yes') return []
  const because = textOf(said[`why.${section}`])
  const isWritten = writtenSections.some((each) => each === section)
  const says = isWritten ? textOf(said[`says.${section}`]) : null
  const wrong = [
    ...(says === '' ? [{ path: [`says.${section}`], message: shareWords.needsWords(section) }] : []),
    ...(because === '' ? [{ path: [`why.${section}`], message: shareWords.needsWhy(section) }] : []),
  ]
  return wrong.length ? [{ wrong }] : [{ section, says, because }]
}

function textOf(said: unknown): string {
  return typeof said === 'string' ? said.trim().replace(/\r\n?/g, '\n').slice(0, SAID_MAX) : ''
}
