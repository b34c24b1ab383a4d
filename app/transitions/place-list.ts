import type { Asked } from '#db/together.server'
import { type CivilDate, formatMonth } from '~/shared/civil-date'
import type { aboutListed, ListedChange } from './place.server'
import type { Stage, When } from './place-view'
import { placeWords } from './place-words'
import { promptNow, said, stillPlannedOn, transitionTo } from './present'
import { showsOn } from './prompts'
import type { Certainty } from './rule'

/** One change of one person, as the list shows it. */
export type PlaceItem = {
  id: string
  personId: string
  name: string
  bornOn: CivilDate | null
  /** Who leads; null: nobody. */
  worker: string | null
  title: string
  date: CivilDate | null
  certainty: Certainty
  plannedOn: CivilDate | null
  stage: Stage
  /** The first day on which something of it waits. */
  waitsOn: CivilDate | null
  urgent: boolean
  to: string
  /** By what it is chosen; null where this worker may not decide it, or nothing waits. */
  chosenAs: string | null
}

/** Changes of one person that are close together: the list keeps them in one place, at the day of the first. */
export type PlaceEntry = {
  items: PlaceItem[]
  /** How many are close together, with those that the list does not show. */
  together: number
}

export type PlaceGroup = { key: string; title: string; entries: PlaceEntry[] }

type About = Asked<ReturnType<typeof aboutListed>>

/** A page of rows by month, in their order. `back` ends the link of each, so that it leads back here. */
export function byMonth(
  rows: readonly ListedChange[],
  about: About,
  today: CivilDate,
  { when, back }: { when: When; back: string },
): PlaceGroup[] {
  const people = new Map(about.people.map((each) => [each.id, each]))
  const leads = new Map(about.leads.map(({ personId, name }) => [personId, name]))
  const clusters = new Map(
    about.clusters.map(({ personId, cluster, changes }) => [`${personId} ${cluster}`, changes]),
  )
  const edges = new Map(about.edges.map(({ personId, writes }) => [personId, writes]))
  const groups = new Map<string, PlaceGroup>()
  const entries = new Map<string, PlaceEntry>()
  for (const row of rows) {
    const person = people.get(row.personId)
    const words = person && said(row, person.bornOn)?.words
    if (!person || !words) continue
    const prompt = promptNow(row.prompts, today)
    const mayDecide = edges.get(row.personId)?.some((writes) => (writes & row.scope) !== 0) ?? false
    const item: PlaceItem = {
      ...{ id: row.id, personId: row.personId, name: person.name, bornOn: person.bornOn },
      ...{ worker: leads.get(row.personId) ?? null, title: words.title },
      ...{ date: row.date, certainty: row.certainty, plannedOn: stillPlannedOn(row) },
      ...{ stage: row.stage, waitsOn: prompt && showsOn(prompt), urgent: row.urgent },
      to: `${transitionTo(row.personId, row.id)}${back}`,
      chosenAs: mayDecide && prompt ? `${row.id}.${row.version}` : null,
    }
    const name = `${row.personId} ${row.cluster ?? row.id}`
    const entry = entries.get(name)
    if (entry) {
      entry.items.push(item)
      entry.together = Math.max(entry.together, entry.items.length)
      continue
    }
    const made = { items: [item], together: clusters.get(name) ?? 1 }
    entries.set(name, made)
    const { key, title } = monthOf(row, when === 'past' ? null : today)
    const group = groups.get(key) ?? { key, title, entries: [] }
    groups.set(key, group)
    group.entries.push(made)
  }
  return [...groups.values()]
}

/** Without a `today` every day has its month. */
function monthOf({ day }: ListedChange, today: CivilDate | null): { key: string; title: string } {
  if (day === null) return { key: 'no-day', title: placeWords.noDay }
  if (today !== null && day < today) return { key: 'still-open', title: placeWords.stillOpen }
  return { key: `m-${day.slice(0, 7)}`, title: formatMonth(day) }
}

/** The people of a page, each once. */
export function peopleOf(rows: readonly { personId: string }[]): string[] {
  return [...new Set(rows.map(({ personId }) => personId))]
}
