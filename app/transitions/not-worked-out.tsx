import type { CivilDate } from '~/shared/civil-date'
import { formatDay } from '~/shared/civil-date'
import { notWorkedOutWords, ruleWords } from './words'

export type NotWorkedOut = { rule: string; since: CivilDate }

/** The rules that fail for this person. All others hold, and what these found before stands. */
export function NotWorkedOutList({ failures }: { failures: readonly NotWorkedOut[] }) {
  if (failures.length === 0) return null
  return (
    <section className="check" aria-labelledby="not-worked-out">
      <h2 id="not-worked-out">{notWorkedOutWords.title}</h2>
      <ul>
        {failures.map(({ rule, since }) => (
          <li key={rule}>
            {ruleWords[rule] ?? rule}, {notWorkedOutWords.since(formatDay(since, 'short'))}
          </li>
        ))}
      </ul>
      <p>{notWorkedOutWords.says}</p>
    </section>
  )
}
