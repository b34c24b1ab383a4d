import { Kept } from '~/ui/field'
import { Actions, Button } from '~/ui/parts'
import type { Said } from './disagreement'
import { managerWords } from './words'

export type ForAManager = {
  ours: readonly Said[]
  theirs: readonly Said[]
  /** Where a manager says that it stays as it is; null for whoever can't decide it. */
  keep: { action: string; formKey: string; version: number } | null
  /** Where a manager gives them to another worker. */
  give?: string
}

/**
 * What a source says of who works with somebody, and whose team they are: it opens the record to others, so that a manager decides.
 * To everybody else it says so, without a button. Posts `keep` as `ours` and `about` as `who-works-with-them`.
 */
export function ManagerDecides({ ours, theirs, keep, give }: ForAManager) {
  return (
    <section className="check" aria-labelledby="manager-decides">
      <h2 id="manager-decides">{managerWords.title}</h2>
      <p>{keep ? managerWords.yours : managerWords.waits}</p>
      <dl className="facts">
        {ours.map(({ label, value }, index) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="typed">
              {managerWords.here}: {value}
            </dd>
            <dd className="typed">
              {managerWords.source}: {theirs[index]?.value}
            </dd>
          </div>
        ))}
      </dl>
      {keep ? (
        <form method="post" action={keep.action}>
          <Kept formKey={keep.formKey} version={keep.version} />
          <input type="hidden" name="about" value="who-works-with-them" />
          <Actions>
            <Button kind="quiet" name="keep" value="ours">
              {managerWords.keep}
            </Button>
            {give ? <a href={give}>{managerWords.give}</a> : null}
          </Actions>
        </form>
      ) : null}
    </section>
  )
}
