import type { ReactNode } from 'react'
import { Kept } from '~/ui/field'
import { formWords } from './words'

/** One of several things held about a person: `to` is where it is changed. */
export type Held = { id: string; version: number; to: string }

/** What is held already, each with a way to change it and a button that posts `id`, `version` and `act=remove`. */
export function HeldList<Each extends Held>({
  all,
  formKey,
  action,
  about,
  children,
}: {
  all: readonly Each[]
  formKey: string
  action?: string
  /** Names one of them to whoever hears the link and not the row. */
  about: (each: Each) => string
  children: (each: Each) => ReactNode
}) {
  if (all.length === 0) return null
  return (
    <ul className="list">
      {all.map((each) => (
        <li className="held-row" key={each.id}>
          <div className="what">{children(each)}</div>
          <div className="do">
            <a href={each.to}>
              {formWords.change}
              <span className="visually-hidden">: {about(each)}</span>
            </a>
            <form method="post" action={action}>
              <Kept formKey={formKey} version={each.version} />
              <input type="hidden" name="id" value={each.id} />
              <button className="link" type="submit" name="act" value="remove">
                {formWords.remove}
                <span className="visually-hidden">: {about(each)}</span>
              </button>
            </form>
          </div>
        </li>
      ))}
    </ul>
  )
}
