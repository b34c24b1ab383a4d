import { confirmFirst } from '~/caseload/staleness'
import type { CivilDate } from '~/shared/civil-date'
import { plannedOn } from './basis'
import { foldedRules, type Shown, type Turn, type Waiting } from './budget'
import type { ComingItem } from './coming-list'
import type { DecisionKind } from './decision'
import { dueOn, type StoredPrompt, showsOn } from './prompts'
import { toldOf } from './reconcile'
import type { Certainty, Rule, Words } from './rule'
import { rulesByCode } from './rules'
import type { FoldedLine, TodayCard, TodayPrompt } from './today-list'
import type { WaitingCard, WaitingTurns } from './waiting-turns'
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

type Due = Presented & {
  personId: string
  name: string
  bornOn: CivilDate | null
  cluster: string | null
  restsOnOld: boolean
  mayDecide: boolean
  /** The period of change, or what its line is about, where many people share one. */
  line?: string | null
  how?: Shown | null
  waits?: Waiting
  turnOn?: CivilDate | null
  raisedOn?: CivilDate | null
  waiting?: number | null
  /** Who works with the person, where a manager sees it because it waited. */
  ledBy?: string | null
}

/** What Today shows of a worker's prompts, in the order in which the first of each falls due. */
export type TodayOfPrompts = {
  /** One card for each period of change. */
  due: TodayCard[]
  /** One line for what is the same for many people. */
  folded: FoldedLine[]
  /** What waits its turn: how many cards, and the first of them. */
  waiting: WaitingTurns
  coming: TodayCard[]
  comingFolded: FoldedLine[]
}

export function todayCards(rows: readonly Due[], today: CivilDate): TodayOfPrompts {
  const cards = new Map<string, TodayCard & { prompts: TodayPrompt[]; line: string | null; waits: Waiting }>()
  for (const row of rows) {
    const prompt = todayPrompt(row, today)
    if (!prompt) continue
    const line = lineOf(row, prompt.dueOn > today)
    const key = `${row.personId} ${line ?? row.cluster ?? row.id}`
    const card = cards.get(key)
    if (card) card.prompts.push(prompt)
    else {
      const { personId, name, bornOn, waits = null, ledBy = null } = row
      const personTo = `/people/${personId}`
      cards.set(key, { personId, name, bornOn, personTo, ledBy, prompts: [prompt], line, waits })
    }
  }
  const all = [...cards.values()]
  const isDue = (card: TodayCard) => card.prompts.some((prompt) => prompt.dueOn <= today)
  const shown = all.filter(({ waits }) => waits === null)
  const { alone, folded } = foldedLines(shown.filter(({ line }) => line !== null))
  const single = shown.filter(({ line }) => line === null || alone.has(line))
  return {
    due: single.filter(isDue).map(asCard),
    folded: folded.filter(({ dueOn }) => dueOn <= today),
    waiting: {
      count: Math.max(0, ...rows.map(({ waiting }) => waiting ?? 0)),
      cards: all.flatMap(waitingCard),
    },
    coming: single.filter((card) => !isDue(card)).map(asCard),
    comingFolded: folded.filter(({ dueOn }) => dueOn > today),
  }
}

/** Where many people share a line: what is still to come of them always, what is due where nothing else of the person stands beside it. */
function lineOf({ rule, how, line, cluster, id, ledBy, because }: Due, isComing: boolean): string | null {
  if (!foldedRules.includes(rule)) return null
  if (isComing) return `coming ${rule} ${because}`
  return how != null && line !== (cluster ?? id) ? `${ledBy ?? ''} ${line}` : null
}

function asCard({ personId, name, bornOn, personTo, ledBy, prompts }: TodayCard): TodayCard {
  return { personId, name, bornOn, personTo, ledBy, prompts }
}

/** Where a line has one person alone it is a card as any other. */
function foldedLines(cards: readonly (TodayCard & { line: string | null })[]) {
  const lines = new Map<string, TodayCard[]>()
  for (const card of cards) lines.set(card.line ?? '', [...(lines.get(card.line ?? '') ?? []), card])
  const folded: FoldedLine[] = []
  const alone = new Set<string>()
  for (const [line, [first, ...others]] of lines) {
    const [prompt] = first?.prompts ?? []
    if (others.length === 0) alone.add(line)
    else if (first && prompt) {
      const people = [first, ...others].flatMap(({ personId, name, prompts: [own] }) =>
        own ? [{ personId, name, date: own.date, to: own.to, mayDecide: own.mayDecide }] : [],
      )
      folded.push({
        line,
        ledBy: first.ledBy,
        title: prompt.title,
        says: prompt.says,
        dueOn: prompt.dueOn,
        people,
      })
    }
  }
  return { alone, folded }
}

function waitingCard({
  personId,
  name,
  prompts: [first],
  waits,
}: TodayCard & { waits: Waiting }): WaitingCard[] {
  if (!first || waits === null) return []
  return [{ personId, name, title: first.title, to: first.to, waits, turnOn: first.turnOn ?? null }]
}

function todayPrompt(row: Due, today: CivilDate): TodayPrompt | null {
  const spoken = said(row, row.bornOn)
  const prompt = promptNow(row.prompts, today)
  if (!spoken || !prompt) return null
  const isTold = row.raisedOn != null && row.how !== 'unled'
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
    ...(row.turnOn && { turnOn: row.turnOn }),
    ...(isTold && row.raisedOn && { raisedOn: row.raisedOn }),
  }
}

export function transitionTo(personId: string, transitionId: string): string {
  return `/people/${personId}/coming/${transitionId}`
}

type Held = Presented & {
  nextOn: CivilDate | null
  decisions: readonly { kind: DecisionKind }[]
}

/** All that is coming and has passed for one person, as their page lists it; `turns` is where stands what is due. */
export function comingItems(
  personId: string,
  held: readonly Held[],
  bornOn: CivilDate | null,
  turns: readonly Turn[] = [],
): ComingItem[] {
  const turnOf = new Map(turns.map((turn) => [turn.transitionId, turn]))
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
        turn: turnOf.get(row.id) ?? null,
      },
    ]
  })
}

/** The one thing to do next for this person: what is due longest and does not wait its turn, else what comes up first; null when nothing waits. */
export function nextThing(
  personId: string,
  held: readonly Held[],
  bornOn: CivilDate | null,
  today: CivilDate,
  turns: readonly Turn[] = [],
) {
  const later = new Set(turns.filter(({ waits }) => waits !== null).map(({ transitionId }) => transitionId))
  const order = ({ id, nextOn }: Held) => `${later.has(id) ? 'z' : ''}${nextOn} ${id}`
  const waiting = held
    .filter((row) => row.nextOn !== null)
    .sort((one, other) => (order(one) < order(other) ? -1 : 1))
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
