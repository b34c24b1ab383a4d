import type { ListedPerson } from '~/caseload/people-list'
import type { CaseloadRow } from './caseload.server'
import { said, stillPlannedOn } from './present'
import { plannedWords } from './words'

/** The rows of a caseload as a list shows them, what comes next in its own words. */
export function listedPeople(rows: readonly CaseloadRow[]): ListedPerson[] {
  return rows.map(({ id, name, bornOn, worker, showsWorker, closedOn, next, isDue }) => {
    const words = next ? said(next, bornOn)?.words : undefined
    const planned = next && stillPlannedOn(next)
    return {
      personId: id,
      to: `/people/${id}`,
      name,
      bornOn,
      worker,
      needsWorker: showsWorker && worker === null && closedOn === null,
      closedOn,
      next:
        next && words
          ? { title: planned ? plannedWords.title : words.title, date: planned ?? next.date, isDue }
          : null,
    }
  })
}
