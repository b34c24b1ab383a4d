import type { CivilDate } from '~/shared/civil-date'
import { inboxWords } from './words'

export type OwnProgramme = { id: string; name: string; places: string; takenBack: readonly CivilDate[] }

/** How many places are free, where they are set, and what was taken back of late, without a word of whom. */
export function OwnProgrammes({ programmes }: { programmes: readonly OwnProgramme[] }) {
  return (
    <ul className="plain-list capacity">
      {programmes.map(({ id, name, places, takenBack }) => (
        <li key={id}>
          <span>
            <b>{name}</b> {places}.
          </span>{' '}
          <a href={`/programmes/${id}/places`}>
            {inboxWords.set}
            <span className="visually-hidden"> ({name})</span>
          </a>
          {takenBack.map((on, index) => (
            <span className="why" key={`${on} ${index}`}>
              {inboxWords.takenBack(on)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
