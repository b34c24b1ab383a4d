import type { StoppedAt } from './list'
import { progressWords, underWayWords } from './list-words'

/**
 * How far work on a list is. Without script the page asks anew every two seconds; with it, what is told here changes by itself and a
 * screen reader says so when it is quiet.
 */
export function ListProgress({
  id,
  stage,
  read,
  done,
  people,
}: {
  id: string
  stage: StoppedAt
  read: number
  done: number
  people: Readonly<Record<string, number>>
}) {
  const all = Object.values(people).reduce((sum, each) => sum + each, 0)
  const lookedAt = all - (people.left ?? 0)
  const [now, of] = stage === 'undoing' ? [lookedAt, all] : stage === 'running' ? [done, read] : [0, 0]
  const far =
    of === 0 || now === 0
      ? underWayWords.waits
      : stage === 'undoing'
        ? underWayWords.farPeople(now, of)
        : underWayWords.far(now, of)
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="2" />
      </noscript>
      <p>{progressWords[stage].says}</p>
      <div role="status" aria-live="polite">
        <p>{stage === 'checking' ? progressWords.checking.title : far}</p>
      </div>
      {of > 0 ? (
        <progress className="far" value={now} max={of} aria-label={progressWords[stage].title} />
      ) : null}
      <p>
        <a href={`/imports/${id}`}>{underWayWords.refresh}</a>
      </p>
    </>
  )
}
