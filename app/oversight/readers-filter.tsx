import type { Reach } from './readers.server'
import { readerWords } from './words'

/** What of the account to show; what is for the young person only for who may give it to them. */
export function ReadersFilter({
  at,
  show,
  reach,
}: {
  at: string
  show: 'staff' | 'subject' | 'lists'
  reach: Reach
}) {
  const views = [
    { show: 'staff', to: at, label: readerWords.opened },
    { show: 'lists', to: `${at}?show=lists`, label: readerWords.lists },
    ...(reach === 'own' ? [] : [{ show: 'subject', to: `${at}?for=subject`, label: readerWords.print }]),
  ]
  return (
    <nav className="filter" aria-label={readerWords.which}>
      <ul>
        {views.map((view) => (
          <li key={view.to}>
            <a href={view.to} aria-current={view.show === show ? 'true' : undefined}>
              {view.label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
