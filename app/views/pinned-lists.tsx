import { MOST_COUNTED } from './pinned'
import type { Place } from './place'
import { viewTo } from './view-to'
import { viewWords } from './words'

export type PinnedView = {
  id: string
  place: Place
  name: string
  query: string
  /** How many it shows, as far as it was counted; null: it was not. */
  count: number | null
}

/** The lists that somebody has on their Today, each with how many it shows. */
export function PinnedLists({ views }: { views: readonly PinnedView[] }) {
  if (views.length === 0) return null
  return (
    <section className="kept-lists" aria-labelledby="kept-lists">
      <h2 id="kept-lists">{viewWords.onToday}</h2>
      <ul>
        {views.map((view) => (
          <li key={view.id}>
            <a href={viewTo(view)}>
              {view.name}
              {view.count === null ? null : ` (${viewWords.counted(view.count, MOST_COUNTED)})`}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
