import { type CivilDate, formatDay, parseCivilDate } from '~/shared/civil-date'
import type { Compared } from '~/ui/conflict'
import { type ProgrammeKind, type ProgrammeStatus, type Pull, pulls, type TakesOrders } from './kinds'
import { fieldWords, kindWords, pullWords, statusWords, takesOrdersWords, valueWords } from './words'

type Values = Readonly<Record<string, string>>

/** How many places are free, as the fields of the form hold it. */
export function placesValues(programme: {
  placesFree: number | null
  waitingWeeks: number | null
  nextStartOn: CivilDate | null
}): Record<'placesFree' | 'waitingWeeks' | 'nextStartOn', string> {
  return {
    placesFree: asText(programme.placesFree),
    waitingWeeks: asText(programme.waitingWeeks),
    nextStartOn: programme.nextStartOn ?? '',
  }
}

type Entry = {
  name: string
  kind: ProgrammeKind
  says: string
  gives: readonly Pull[]
  weekOne: string
  youngestAge: number | null
  oldestAge: number | null
  councils: readonly string[]
  place: string
  times: string
  isEvening: boolean
  isWeekend: boolean
  fundedUntil: CivilDate | null
  funding: string
  usualWeeks: number | null
  sameWorker: string | null
  takesOrders: TakesOrders
  cost: string
  travel: string
  whoLeads: string
  status: ProgrammeStatus
}

/** What the directory says of a programme, as the fields of its lead's form hold it. */
export function programmeValues(entry: Entry): Record<string, string> {
  return {
    name: entry.name,
    status: entry.status,
    kind: entry.kind,
    says: entry.says,
    weekOne: entry.weekOne,
    ...Object.fromEntries(pulls.map((pull) => [`gives-${pull}`, tick(entry.gives.includes(pull))])),
    whoLeads: entry.whoLeads,
    sameWorker: entry.sameWorker ?? '',
    youngestAge: asText(entry.youngestAge),
    oldestAge: asText(entry.oldestAge),
    councils: entry.councils.join(', '),
    takesOrders: entry.takesOrders,
    place: entry.place,
    times: entry.times,
    isEvening: tick(entry.isEvening),
    isWeekend: tick(entry.isWeekend),
    travel: entry.travel,
    cost: entry.cost,
    usualWeeks: asText(entry.usualWeeks),
    fundedUntil: entry.fundedUntil ?? '',
    funding: entry.funding,
  }
}

function asText(count: number | null): string {
  return count === null ? '' : String(count)
}

function tick(isSo: boolean): string {
  return isSo ? 'yes' : ''
}

/** What somebody else saved meanwhile beside what was typed, where the two differ, as people read it. */
export function comparedProgramme(theirs: Values, yours: Values): Compared[] {
  return Object.keys(theirs)
    .filter((name) => (theirs[name] ?? '') !== (yours[name] ?? ''))
    .map((name) => ({
      label: labelOf(name),
      theirs: read(name, theirs[name]),
      yours: read(name, yours[name]),
    }))
}

function labelOf(name: string): string {
  const pull = pulls.find((each) => name === `gives-${each}`)
  if (pull) return `${fieldWords.gives}: ${pullWords[pull]}`
  return (fieldWords as Values)[name] ?? name
}

function read(name: string, said = ''): string {
  const words: Readonly<Record<string, Values>> = {
    kind: kindWords,
    status: statusWords,
    takesOrders: takesOrdersWords,
  }
  if (name.startsWith('gives-') || name.startsWith('is'))
    return said === 'yes' ? valueWords.yes : valueWords.no
  const day = parseCivilDate(said)
  return day === null ? (words[name]?.[said] ?? said) : formatDay(day, 'short')
}
