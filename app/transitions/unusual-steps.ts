import { distanceInWords } from './step-words'

type Lead = { step: string; count: number; unit: 'd' | 'wd' | 'm' }
type Said = { explanation: string; says: (step: string) => string; suggestedActions: readonly string[] }

/**
 * The words of a rule, true for lead times of an organisation's own too: those say how far it is, by the step itself, and ask what
 * the rule asks in general, or else at the nearest of its own steps on the same side of the day. What a step of the rule's own says
 * of its own distance is left out.
 */
export function withUnusualSteps<Words extends Said>(
  settings: Readonly<Record<string, unknown>>,
  words: Words,
): Words {
  const own = ownSteps(settings)
  return {
    ...words,
    says: (step) => {
      const said = words.says(step)
      const distance = own.has(step) ? null : distanceInWords(step)
      if (distance === null) return said
      const inGeneral = said === words.explanation ? null : said
      return `${distance} ${inGeneral ?? askedAt(nearest(step, own), words)}`
    },
  }
}

/** About how many days from the day, to tell which steps are near. */
function daysOf({ count, unit }: Omit<Lead, 'step'>): number {
  if (unit === 'm') return count * 30.44
  return unit === 'wd' ? count * 1.4 : count
}

function ownSteps(settings: Readonly<Record<string, unknown>>): Map<string, Lead> {
  const all = new Map<string, Lead>()
  for (const value of Object.values(settings)) {
    if (!Array.isArray(value)) continue
    for (const step of value as readonly Lead[]) all.set(step.step, step)
  }
  return all
}

function nearest(step: string, own: ReadonlyMap<string, Lead>): string | null {
  const day = roughly(step)
  let near: { step: string; far: number } | null = null
  for (const each of own.values()) {
    if (Math.sign(each.count) !== Math.sign(day)) continue
    const far = Math.abs(daysOf(each) - day)
    if (near === null || far < near.far) near = { step: each.step, far }
  }
  return near?.step ?? null
}

function roughly(step: string): number {
  const count = Number.parseInt(step, 10)
  if (step.endsWith('wd')) return daysOf({ count, unit: 'wd' })
  if (step.endsWith('w')) return count * 7
  return daysOf({ count, unit: step.endsWith('m') ? 'm' : 'd' })
}

function askedAt(step: string | null, words: Said): string {
  const said = step === null ? '' : words.says(step)
  const asked = said === words.explanation ? [] : sentencesOf(said).filter(asksAtAnyTime)
  const asks = asked.length ? asked : words.suggestedActions.map((action) => `${action}.`)
  return asks.length ? asks.join(' ') : ASK
}

const ASK = 'Ask how things are, and what would help.'

function sentencesOf(said: string): string[] {
  return said.split(/(?<=[.?!]) /)
}

/** It asks something, and says nothing of when it is asked. */
function asksAtAnyTime(sentence: string): boolean {
  return (sentence.endsWith('?') || ASKING.test(sentence)) && !TIMELY.test(sentence)
}

const ASKING =
  /^(agree|arrange|ask|begin|bring|check|confirm|find|get|give|go|help|introduce|keep|list|look|make|meet|name|offer|pass|plan|put|read|ring|say|see|show|speak|start|talk|tell|think|try|use|visit|write)\b/i
const TIMELY =
  /\b(today|tomorrow|yesterday|tonight|soon|now|first day|last day|this week|next week|(?:day|week|month|year)s?)\b/i
