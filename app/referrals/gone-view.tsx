import type { CivilDate } from '~/shared/civil-date'
import { Heading, PageTitle } from '~/ui/page-title'
import { ButtonLink } from '~/ui/parts'
import { inboxWords } from './words'

/** Of what was taken back nothing is shown but that it was; and what somebody had just written, which is theirs. */
export function GoneView({
  on,
  values = {},
}: {
  on: CivilDate | null
  values?: Readonly<Record<string, string>>
}) {
  const written = Object.entries(values).filter(
    ([name, value]) => name.startsWith('note.') && value.trim() !== '',
  )
  return (
    <>
      <PageTitle back={{ to: '/inbox', label: inboxWords.title }}>{inboxWords.goneTitle}</PageTitle>
      {on ? <p role="status">{inboxWords.gone(on)}</p> : null}
      {written.length ? (
        <>
          <Heading>{inboxWords.yourWords}</Heading>
          {written.map(([name, value]) => (
            <p className="typed" key={name}>
              {value}
            </p>
          ))}
        </>
      ) : null}
      <p>
        <ButtonLink to="/inbox">{inboxWords.title}</ButtonLink>
      </p>
    </>
  )
}
