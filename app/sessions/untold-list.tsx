import type { CivilDate } from '~/shared/civil-date'
import { ButtonLink, Marker } from '~/ui/parts'
import { untoldWords } from './words'

export type Untold = { id: string; personId: string; name: string; on: CivilDate }

/** What comes before everything else of the day. It says whom it is about and that it cannot wait, and nothing of what it is. */
export function UntoldList({ untold }: { untold: readonly Untold[] }) {
  if (untold.length === 0) return null
  return (
    <section aria-labelledby="untold">
      <h2 id="untold">{untoldWords.title}</h2>
      <ul className="list">
        {untold.map(({ id, personId, name }) => (
          <li className="line" key={id}>
            <Marker when="now" />
            <div className="what">
              <p>
                <b>{name}.</b> {untoldWords.says}
              </p>
            </div>
            <div className="do">
              <ButtonLink to={toldTo(personId, id)}>
                {untoldWords.open}
                <span className="visually-hidden">: {name}</span>
              </ButtonLink>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function toldTo(personId: string, factId: string): string {
  return `/people/${personId}/facts/${factId}/told`
}
