import { addMonths, type CivilDate } from '~/shared/civil-date'
import type { LawState } from './law.table'

export type LawItem = {
  item: number
  title: string
  law: string
  state: string
  needed: string
  url: string
  readOn: CivilDate
  rules: readonly string[]
}

export type LawLook = {
  item: number
  state: LawState
  effectiveOn: CivilDate | null
  found: string
  checkedOn: CivilDate
  by: string
}

/** The day by which an item is to be looked at again: a year after it last was. */
export function lawDueOn({ item, readOn }: LawItem, looks: readonly LawLook[]): CivilDate {
  const look = looks.find((each) => each.item === item)
  const last = look && look.checkedOn > readOn ? look.checkedOn : readOn
  return addMonths(last, 12)
}

/** The first day by which the law behind a rule should have been looked at and was not; null: nothing is late. */
export function overdueFor(
  rule: string,
  items: readonly LawItem[],
  looks: readonly LawLook[],
  today: CivilDate,
): CivilDate | null {
  let first: CivilDate | null = null
  for (const item of items) {
    if (!item.rules.includes(rule)) continue
    const due = lawDueOn(item, looks)
    if (due < today && (first === null || due < first)) first = due
  }
  return first
}
