import { type CaseloadView, caseloadViewTo, shows, sorts } from './caseload-view'
import { filterWords } from './filter-words'

/** Which people, and in which order: links, so that each view can be kept and shared. */
export function PeopleFilter({ view }: { view: CaseloadView }) {
  return (
    <nav className="filter" aria-label={filterWords.label}>
      <ul>
        {shows.map((show) => (
          <li key={show}>
            <a
              href={caseloadViewTo({ ...view, show })}
              aria-current={view.show === show ? 'true' : undefined}
            >
              {filterWords.show[show]}
            </a>
          </li>
        ))}
      </ul>
      <ul>
        {sorts.map((sort) => (
          <li key={sort}>
            <a
              href={caseloadViewTo({ ...view, sort })}
              aria-current={view.sort === sort ? 'true' : undefined}
            >
              {filterWords.sort[sort]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
