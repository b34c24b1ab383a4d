import type { Period } from './period'
import { insightWords, periodName } from './words'

/** Which months, in the address. */
export function PeriodForm({ periods, chosen }: { periods: readonly Period[]; chosen: string }) {
  return (
    <form method="get" action="/insight" className="period">
      <label htmlFor="period">{insightWords.period}</label>
      <select id="period" name="period" defaultValue={chosen}>
        {periods.map((period) => (
          <option key={period.code} value={period.code}>
            {periodName(period)}
          </option>
        ))}
      </select>
      <button className="btn q ds_button ds_button--secondary" type="submit">
        {insightWords.change}
      </button>
    </form>
  )
}
