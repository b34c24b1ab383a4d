import { fittedTo } from '~/programmes/directory-view'
import { ButtonLink } from '~/ui/parts'
import { referTo } from './refer-to'
import { trackWords } from './words'

export type NextOption = { id: string; name: string; says: readonly string[] }

/** One step on from a no: each carries over what was written. */
export function NextOptions({
  options,
  about,
}: {
  options: readonly NextOption[]
  about: { personId: string; transitionId: string | null; followsId: string }
}) {
  return (
    <section className="card" aria-labelledby="next-options">
      <h2 id="next-options">{trackWords.options}</h2>
      {options.length ? null : <p>{trackWords.noOptions}</p>}
      <ul className="plain-list">
        {options.map(({ id, name, says }) => (
          <li key={id} className="next-option">
            <div>
              <p className="who">{name}</p>
              {says.map((each) => (
                <p className="why" key={each}>
                  {each}
                </p>
              ))}
            </div>
            <ButtonLink kind="quiet" to={referTo(id, about)}>
              {trackWords.carry(name)}
            </ButtonLink>
          </li>
        ))}
      </ul>
      <p>
        <a href={fittedTo(about)}>{trackWords.allOptions}</a>
      </p>
    </section>
  )
}
