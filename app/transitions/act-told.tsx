import { Message } from '~/ui/parts'
import { bulkWords, whyLeftWords } from './place-words'
import type { WhyLeft } from './why-left'

export type ActTold = {
  actId: string
  /** How many; null for a single decision. */
  done: number | null
  canUndo: boolean
  left: readonly { id: string; name: string | null; title: string | null; to: string | null; why: WhyLeft }[]
}

/** What has just been decided, with a way back, and of several each that was left, with why. */
export function ActDone({
  told: { actId, done, canUndo, left },
  formKey,
  back,
}: {
  told: ActTold
  formKey: string
  /** Where it was done. */
  back: string
}) {
  return (
    <>
      <Message undo={canUndo ? takeBackBy(actId, formKey, back) : undefined}>
        {done === null ? bulkWords.decided : bulkWords.done(done)} {canUndo ? bulkWords.undoFor : null}
      </Message>
      {left.length ? (
        <section className="check" aria-labelledby="left">
          <h2 id="left">{bulkWords.leftTitle}</h2>
          <ul>
            {left.map(({ id, name, title, to, why }) => (
              <li key={id}>
                {to ? <a href={to}>{`${name}, ${title}`}</a> : bulkWords.leftSomebody}: {whyLeftWords[why]}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  )
}

/** The button that takes back what was decided. */
function takeBackBy(actId: string, formKey: string, back: string) {
  return {
    action: '/transitions/taken-back',
    formKey,
    name: 'act',
    value: 'take-back',
    beside: { actId, back },
  }
}

/** What came of taking back; nothing where nobody asked for it. */
export function TakenBack({ count }: { count: number | null }) {
  if (count === null) return null
  return <Message>{count > 0 ? bulkWords.takenBack(count) : bulkWords.tooLate}</Message>
}
