import type { CivilDate } from '~/shared/civil-date'
import { linkWords } from './filter-words'
import type { OtherName } from './open-record.server'
import { sameWords } from './same-words'
import { nameKindWords } from './words'

/** Where each part of the record is changed, for those who may. */
export function PersonLinks({
  at,
  isOpen,
  names,
  apartUntil,
  more = [],
}: {
  at: string
  isOpen: boolean
  /** Until when another record can be put apart from this one again. */
  apartUntil: CivilDate | null
  names: readonly Pick<OtherName, 'id' | 'kind' | 'name'>[]
  /** What else this worker may do with the record. */
  more?: readonly { to: string; label: string }[]
}) {
  return (
    <section className="record-links" aria-labelledby="record">
      <h2 id="record">{linkWords.record}</h2>
      {names.length ? (
        <p>
          {names.map(({ id, kind, name }) => (
            <span key={id}>
              {nameKindWords[kind]}: {name}.{' '}
            </span>
          ))}
        </p>
      ) : null}
      {apartUntil ? (
        <p>
          <a href={`${at}/apart`}>{sameWords.apartLink(apartUntil)}</a>
        </p>
      ) : null}
      <ul className="plain-list">
        {isOpen ? (
          <>
            <li>
              <a href={`${at}/edit`}>{linkWords.edit}</a>
            </li>
            <li>
              <a href={`${at}/names`}>{linkWords.names}</a>
            </li>
            <li>
              <a href={`${at}/ways`}>{linkWords.ways}</a>
            </li>
            <li>
              <a href={`${at}/ties`}>{linkWords.ties}</a>
            </li>
          </>
        ) : null}
        {more.map(({ to, label }) => (
          <li key={to}>
            <a href={to}>{label}</a>
          </li>
        ))}
        <li>
          <a href={`${at}/same`}>{sameWords.link}</a>
        </li>
        <li>
          <a href={`${at}/protected`}>{linkWords.protected}</a>
        </li>
        <li>
          <a href={`${at}/close`}>{isOpen ? linkWords.close : linkWords.reopen}</a>
        </li>
      </ul>
    </section>
  )
}
