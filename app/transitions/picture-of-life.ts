import type { HeldFact } from '~/caseload/open-record.server'
import { pictureOf } from '~/caseload/timeline-layout'
import { changesCloseTogether } from '~/caseload/words'
import type { CivilDate } from '~/shared/civil-date'
import { coverOf, type HeldCover, mayCount, missesJustice } from './cover'
import { gapWords } from './gap-words'
import { gapsIn } from './gaps'
import type { HeldTransition } from './queries.server'
import { timelineItems } from './timeline-items'

/**
 * All that the picture of a life and the list beside it need. Gaps are counted only for whoever may read everything that could fill them,
 * custody and diversion apart: where those are closed to them, that is said.
 */
export function pictureOfLife(
  person: { id: string; bornOn: CivilDate | null; facts: readonly HeldFact[] },
  transitions: readonly HeldTransition[],
  held: HeldCover,
  today: CivilDate,
) {
  const counts = mayCount(held.reads)
  const { cover, asks } = coverOf(held, today)
  const gaps = counts ? gapsIn(cover, today) : []
  const items = timelineItems(person, transitions, held, gaps, today)
  return {
    items,
    sessions: { cameOn: cover.cameOn, to: `/people/${person.id}/sessions` },
    picture: pictureOf(items, today, changesCloseTogether, cover.cameOn),
    notes: counts
      ? [
          ...(held.closedOn === null ? asks.map(gapWords.asks) : []),
          ...(gaps.length > 0 && missesJustice(held.reads) ? [gapWords.noJustice] : []),
        ]
      : [],
  }
}
