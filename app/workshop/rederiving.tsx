import { Follow } from './follow'
import { rederivingWords } from './words'

type LastRederiving = { people: number; peopleInAll: number | null; hasEnded: boolean }

/** While everybody is derived anew, how far that is. */
export function Rederiving({ last }: { last: LastRederiving | null }) {
  if (last === null || last.hasEnded) return null
  return (
    <div className="message" role="status">
      <Follow />
      <p>{rederivingWords.far(last.people, last.peopleInAll)}</p>
    </div>
  )
}
