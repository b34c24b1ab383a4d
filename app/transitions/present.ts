import { confirmFirst } from '~/caseload/staleness'
import { addDays, type CivilDate } from '~/shared/civil-date'
import { plannedOn } from './basis'
import type { ComingItem } from './coming-list'
import type { DecisionKind } from './decision'
import { dueOn, type StoredPrompt, showsOn } from './prompts'
import { toldOf } from './reconcile'
import type { Certainty, Rule, Words } from './rule'
import { rulesByCode } from './rules'
import type { TodayCard, TodayPrompt } from './today-list'
import { todayWords, whenInWords } from './words'

/** What is stored of a transition, as far as saying it needs. */
export type Presented = {
  id: string
  rule: string
  date: CivilDate | null
  certainty: Certainty
  because: string
  overBecause: string | null
  prompts: readonly StoredPrompt[]
}

/** As much of it as its words are made from. */
type Told = Pick<Presented, 'rule' | 'date' | 'certainty' | 'because' | 'overBecause'>

/** Null for a rule that this Airt no longer has: what it found stays stored and is not shown. */
export function said(row: Told, bornOn: CivilDate | null): { rule: Rule; words: Words } | null {
  const rule = rulesByCode.get(row.rule)
  if (!rule) return null
  return { rule, words: rule.words(toldOf({ ...row, fallsOn: row.date }, bornOn)) }
}

/** The later day on which they plan to leave school; null once it is over, whatever was planned. */
export function stillPlannedOn(row: Pick<Told, 'because' | 'overBecause'>): CivilDate | null {
  return row.overBecause === null ? plannedOn(row) : null
}

/** The prompt to speak of today: the newest that is due, else the one that shows next; null when all is decided. */
export function promptNow(prompts: readonly StoredPrompt[], today: CivilDate): StoredPrompt | null {
  const due = dueOn(prompts, today).at(-1)
  if (due) return due
  const open = prompts.filter(({ done }) => !done)
  return open.sort((one, other) => (showsOn(one) < showsOn(other) ? -1 : 1))[0] ?? null
}

/** The day from which an undecided prompt is also shown to a manager. */
export function escalatesOn(
  prompts: readonly StoredPrompt[],
  graceDays: number,
  today: CivilDate,
): CivilDate | null {
  const oldest = dueOn(prompts, today)[0]
  return oldest ? addDays(showsOn(oldest), graceDays) : null
}

type Due = Presented & {
  personId: string
  name: string
  bornOn: CivilDate | null
  cluster: string | null
  restsOnOld: boolean
  mayDecide: boolean
  own?: { graceDays: number | null } | null
}

/** One card for each period of change of a person, in the order in which the first of it falls due. */
export function todayCards(
  rows: readonly Due[],
  today: CivilDate,
): { due: TodayCard[]; coming: TodayCard[] } {
  const cards = new Map<string, TodayCard & { prompts: TodayPrompt[] }>()
  for (const row of rows) {
    const prompt = todayPrompt(row, today)
    if (!prompt) continue
    const key = `${row.personId} ${row.cluster ?? row.id}`
    const card = cards.get(key)
    if (card) card.prompts.push(prompt)
    else {
      const { personId, name, bornOn } = row
      cards.set(key, { personId, name, bornOn, personTo: `/people/${personId}`, prompts: [prompt] })
    }
  }
  const all = [...cards.values()]
  const isDue = (card: TodayCard) => card.prompts.some((prompt) => prompt.dueOn <= today)
  return { due: all.filter(isDue), coming: all.filter((card) => !isDue(card)) }
}

function todayPrompt(row: Due, today: CivilDate): TodayPrompt | null {
  const spoken = said(row, row.bornOn)
  const prompt = promptNow(row.prompts, today)
  if (!spoken || !prompt) return null
  const raised = escalatesOn(row.prompts, row.own?.graceDays ?? spoken.rule.graceDays, today)
  return {
    transitionId: row.id,
    rule: row.rule,
    title: spoken.words.title,
    date: row.date,
    certainty: row.certainty,
    plannedOn: stillPlannedOn(row),
    says: row.restsOnOld ? confirmFirst(spoken.words.says(prompt.step)) : spoken.words.says(prompt.step),
    mayDecide: row.mayDecide,
    dueOn: showsOn(prompt),
    to: transitionTo(row.personId, row.id),
    ...(raised !== null && raised <= today && { raised: true }),
  }
}

export function transitionTo(personId: string, transitionId: string): string {
  return `/people/${personId}/coming/${transitionId}`
}

type Held = Presented & {
  nextOn: CivilDate | null
  decisions: readonly { kind: DecisionKind }[]
}

/** All that is coming and has passed for one person, as their page lists it. */
export function comingItems(personId: string, held: readonly Held[], bornOn: CivilDate | null): ComingItem[] {
  return held.flatMap((row) => {
    const words = said(row, bornOn)?.words
    if (!words) return []
    return [
      {
        transitionId: row.id,
        title: words.title,
        date: row.date,
        certainty: row.certainty,
        plannedOn: stillPlannedOn(row),
        to: transitionTo(personId, row.id),
        dueOn: row.nextOn,
        decided: row.decisions[0]?.kind ?? null,
        overBecause: row.overBecause,
        isQuiet: row.prompts.length === 0,
      },
    ]
  })
}

/** The one thing to do next for this person: what is due longest, else what comes up first; null when nothing waits. */
export function nextThing(
  personId: string,
  held: readonly Held[],
  bornOn: CivilDate | null,
  today: CivilDate,
) {
  const waiting = held
    .filter((row) => row.nextOn !== null)
    .sort((one, other) => `${one.nextOn} ${one.id}`.localeCompare(`${other.nextOn} ${other.id}`))
  const [first] = waiting
  const prompt = first ? promptNow(first.prompts, today) : null
  const words = first ? said(first, bornOn)?.words : undefined
  if (!first || !prompt || !words) return null
  const to = transitionTo(personId, first.id)
  const isDue = showsOn(prompt) <= today
  return {
    says: `${words.title}. ${whenInWords(first.date, first.certainty, today, stillPlannedOn(first))}.`,
    why: isDue ? words.says(prompt.step) : `${todayWords.from(showsOn(prompt))}.`,
    button: isDue ? { to: `${to}#decide`, label: todayWords.decide } : undefined,
    whyTo: to,
  }
}
