import { readerWords } from './words'

/** Said under every record; `to` leads to who has opened it, for those who may read that. */
export function AccessRecorded({ to }: { to: string | null }) {
  return (
    <p className="why">
      {readerWords.recorded} {to === null ? null : <a href={to}>{readerWords.link}</a>}
    </p>
  )
}
