import type { CivilDate } from '~/shared/civil-date'
import { Kept } from '~/ui/field'
import { TextField } from '~/ui/inputs'
import { Actions, Button, Empty } from '~/ui/parts'
import { sameWords } from './same-words'
import { yearsAndMonths } from './words'

export type MaybeSame = {
  to: string
  name: string
  bornOn: CivilDate | null
  worker: string | null
  isAsked: boolean
}

/** Records that may be of the same person, each with the way to see both side by side. */
export function SameList({
  people,
  today,
  isSearch,
}: {
  people: readonly MaybeSame[]
  today: CivilDate
  isSearch: boolean
}) {
  if (people.length === 0) {
    return (
      <Empty>
        <p>{isSearch ? sameWords.foundNobody : sameWords.nobody}</p>
      </Empty>
    )
  }
  const title = isSearch ? sameWords.found : sameWords.candidates(people.length)
  return (
    <section aria-labelledby="alike">
      <h2 id="alike">{title}</h2>
      <ul className="list" aria-label={title}>
        {people.map(({ to, name, bornOn, worker, isAsked }) => (
          <li className="same-row" key={to}>
            <div>
              <p className="who">{name}</p>
              <p className="why">
                {[yearsAndMonths(bornOn, today), worker, isAsked ? sameWords.asked : null]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <a className="btn q ds_button ds_button--secondary" href={to}>
              {sameWords.compare}
              <span className="visually-hidden">: {name}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Looks for somebody by a name, a reference or a birth date. Posts `words`. */
export function FindSame({
  formKey,
  action,
  ...said
}: {
  formKey: string
  action: string
  value?: string
  error?: string
}) {
  return (
    <form method="post" action={action}>
      <Kept formKey={formKey} />
      <TextField
        {...said}
        name="words"
        label={sameWords.find}
        hint={sameWords.findHint}
        width="medium"
        maxLength={100}
        autoComplete="off"
      />
      <Actions>
        <Button kind="quiet">{sameWords.findButton}</Button>
      </Actions>
    </form>
  )
}
