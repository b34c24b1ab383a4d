import type { CivilDate } from '~/shared/civil-date'
import { Empty } from '~/ui/parts'
import type { Coverage } from './coverage'
import { coverageWords } from './coverage-words'

const parts = ['conversation', 'plan', 'referral', 'notRight', 'nothing'] as const

/** How many had what, as a table: the numbers are of changes, never of workers. */
export function CoverageTable({ coverage }: { coverage: Coverage }) {
  return (
    <table className="figures">
      <caption className="visually-hidden">{coverageWords.table}</caption>
      <thead>
        <tr>
          <th scope="col">{coverageWords.what}</th>
          <th scope="col">{coverageWords.count}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part}>
            <th scope="row">{coverageWords[part]}</th>
            <td>{coverage[part]}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{coverageWords.passed}</th>
          <td>{coverage.passed}</td>
        </tr>
      </tfoot>
    </table>
  )
}

export type UncoveredShown = {
  id: string
  name: string
  title: string
  date: CivilDate
  to: string
  worker: string | null
  isPutOff: boolean
  met: number
}

/** The changes that passed with nothing recorded before their day, by that day. */
export function UncoveredList({ changes }: { changes: readonly UncoveredShown[] }) {
  if (changes.length === 0)
    return (
      <Empty>
        <p>{coverageWords.allCovered}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={coverageWords.none}>
      {changes.map(({ id, name, title, date, to, worker, isPutOff, met }) => (
        <li className="held-row" key={id}>
          <div>
            <p className="who">
              <a href={to}>
                {name}: {title}
              </a>
            </p>
            <p>
              {coverageWords.passedOn(date)}. {worker ?? coverageWords.noWorker}.
            </p>
            <p className="why">
              {isPutOff ? coverageWords.putOff : coverageWords.nobodyDecided}; {coverageWords.met(met)}.
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

/** Which month, in the address. */
export function MonthForm({
  months,
  chosen,
}: {
  months: readonly { code: string; name: string }[]
  chosen: string
}) {
  return (
    <form method="get" action="/transitions/coverage" className="period">
      <label htmlFor="month">{coverageWords.month}</label>
      <select id="month" name="month" defaultValue={chosen}>
        {months.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <button className="btn q ds_button ds_button--secondary" type="submit">
        {coverageWords.change}
      </button>
    </form>
  )
}
