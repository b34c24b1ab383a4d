import { unusualWords } from './words'

/** On Today: how many unusual reads wait for whoever owns them; an administrator hears only how many are late. */
export function UnusualWaiting({ waiting, late }: { waiting: number | null; late: number }) {
  if (waiting === null) return <p className="message">{unusualWords.adminLate(late)}</p>
  return (
    <p className="message">
      <a href="/unusual">{unusualWords.todayLink(waiting)}</a>
      {late > 0 ? ` ${unusualWords.todayLate(late)}` : ''}
    </p>
  )
}
