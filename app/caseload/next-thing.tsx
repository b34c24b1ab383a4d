import { ButtonLink } from '~/ui/parts'
import { headerWords } from './words'

/** The one thing that comes next, in a sentence, with one button. */
export function NextThing({
  says,
  why,
  button,
  whyTo,
}: {
  says: string
  /** A second, quieter sentence. */
  why?: string
  button?: { to: string; label: string }
  whyTo?: string
}) {
  return (
    <section className="card next" aria-labelledby="next-thing">
      <div>
        <h2 id="next-thing">
          <span className="visually-hidden">{headerWords.next}: </span>
          {says}
        </h2>
        {why || whyTo ? (
          <p className="why">
            {why} {whyTo ? <a href={whyTo}>{headerWords.why}</a> : null}
          </p>
        ) : null}
      </div>
      {button ? <ButtonLink to={button.to}>{button.label}</ButtonLink> : null}
    </section>
  )
}
