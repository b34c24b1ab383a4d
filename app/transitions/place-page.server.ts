import type { Db } from '#db/connection.server'
import { together } from '#db/together.server'
import type { Worker } from '~/access/worker'
import { recordAudit } from '~/audit/write.server'
import type { CivilDate } from '~/shared/civil-date'
import { viewsListed } from '~/views/views.server'
import { actDone, leftByAct, undoable } from './act-done.server'
import type { ActTold } from './act-told'
import { aboutListed, CHANGES_A_PAGE, changesListed, teamListed } from './place.server'
import { byMonth, peopleOf } from './place-list'
import { type PlaceKey, type PlaceView, placeViewTo } from './place-view'
import { said, transitionTo } from './present'

/** A page of what is coming, with what one has just done there: two questions to the database, and the audit entry of having read it. */
export async function placePage(
  db: Db,
  worker: Worker,
  today: CivilDate,
  { view, after, actId }: { view: PlaceView; after: PlaceKey | null; actId: string | null },
) {
  const { changes, team, views, act, left, undo } = await together(db, {
    changes: changesListed(db, worker, today, view, after),
    team: teamListed(db, worker),
    views: viewsListed(db, worker, 'transitions'),
    act: actDone(db, worker, actId),
    left: leftByAct(db, worker, actId),
    undo: undoable(db, worker, actId),
  })
  const rows = changes.slice(0, CHANGES_A_PAGE)
  const last = changes.length > CHANGES_A_PAGE ? rows.at(-1) : undefined
  const people = peopleOf([...rows, ...left])
  const about = people.length
    ? await together(db, aboutListed(db, worker, people))
    : { people: [], leads: [], clusters: [], edges: [] }
  await recordAudit(db, { act: 'transitions.list', people })

  const names = new Map(about.people.map((each) => [each.id, each]))
  const [done] = act
  const leftOut = done?.leftOut ?? []
  const told: ActTold | null =
    actId !== null && (done || undo.length > 0)
      ? {
          actId,
          done: done?.done ?? null,
          canUndo: undo.length > 0,
          left: leftOut.map(({ transitionId, why }) => ({
            id: transitionId,
            why,
            ...calledWhat(
              left.find(({ id }) => id === transitionId),
              names,
            ),
          })),
        }
      : null
  const here = placeViewTo(view, after ?? undefined)
  return {
    groups: byMonth(rows, about, today, {
      when: view.when,
      back: `?list=${encodeURIComponent(here.split('?')[1] ?? '')}`,
    }),
    team,
    views,
    told,
    next: last ? placeViewTo(view, { on: last.day, id: last.id }) : undefined,
  }
}

/** Nothing of it for what this worker may not see any more. */
function calledWhat(
  row: (Parameters<typeof said>[0] & { id: string; personId: string }) | undefined,
  names: ReadonlyMap<string, { name: string; bornOn: CivilDate | null }>,
): Pick<ActTold['left'][number], 'name' | 'title' | 'to'> {
  const person = row && names.get(row.personId)
  const words = row && person && said(row, person.bornOn)?.words
  if (!row || !person || !words) return { name: null, title: null, to: null }
  return { name: person.name, title: words.title, to: transitionTo(row.personId, row.id) }
}
