import type { CivilDate } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { Actions, Button, Empty } from '~/ui/parts'
import { sameWords } from './same-words'

type Merge = {
  id: string
  by: string
  madeOn: CivilDate
  undoUntil: CivilDate
  /** Another came after it, and is undone first. */
  isLater: boolean
  /** What was added since, in words. */
  stays: readonly string[]
}

/** The merges that can still be undone, each with what goes back and what stays. Posts `id`. */
export function ApartList({ merges, formKey }: { merges: readonly Merge[]; formKey: string }) {
  if (merges.length === 0) {
    return (
      <Empty>
        <p>{sameWords.apartNone}</p>
      </Empty>
    )
  }
  return merges.map((merge) => <ApartForm key={merge.id} {...merge} formKey={formKey} />)
}

function ApartForm({ id, by, madeOn, undoUntil, isLater, stays, formKey }: Merge & { formKey: string }) {
  return (
    <section className="card" aria-labelledby={`merge-${id}`}>
      <h2 id={`merge-${id}`}>{sameWords.apartSays(by, madeOn)}</h2>
      <p>{sameWords.apartWhat}</p>
      <p>{sameWords.apartFields}</p>
      {stays.length ? (
        <>
          <p>{sameWords.apartStays}</p>
          <ul>
            {stays.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>{sameWords.apartNothingStays}</p>
      )}
      <p>{sameWords.undoUntil(undoUntil)}</p>
      {isLater ? (
        <p>{sameWords.apartLater}</p>
      ) : (
        <form method="post">
          <Kept formKey={formKey} />
          <input type="hidden" name="id" value={id} />
          <Actions>
            <Button>{sameWords.apartButton}</Button>
          </Actions>
        </form>
      )}
    </section>
  )
}
