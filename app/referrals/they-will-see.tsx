import { wayWords } from '~/caseload/words'
import { Facts } from '~/ui/parts'
import type { Payload } from './payload'
import { shareWords } from './share-words'
import { sectionWords, takesPartSaid } from './words'

/** What the programme sees, from the very object that it is sent as: the same markup before it goes, after, and in the inbox. */
export function TheyWillSee({
  payload: { name, reach, wants, takesPart, more, from },
}: {
  payload: Payload
}) {
  return (
    <div className="payload">
      <p className="payload-name">{name}</p>
      <Facts
        of={[
          { label: shareWords.wantsIt, value: <span className="typed wants">{wants}</span> },
          {
            label: shareWords.reach,
            value: reach.length
              ? reach.map(({ how, value, note }) => (
                  <span className="said" key={`${how} ${value}`}>
                    {wayWords[how]}: {value}
                    {note ? `. ${note}` : ''}
                  </span>
                ))
              : shareWords.through(from.name, from.email),
          },
          { label: shareWords.takesPart, value: takesPartSaid(name, takesPart) },
          ...more.map(({ section, says, because }) => ({
            label: sectionWords[section],
            value: (
              <>
                <span className="said typed">{says}</span>
                <span className="why">
                  {shareWords.because} {because}
                </span>
              </>
            ),
          })),
          {
            label: shareWords.from,
            value: (
              <>
                <span className="said">
                  {from.name}, {from.organisation}
                </span>
                <span className="said">{from.email}</span>
              </>
            ),
          },
        ]}
      />
    </div>
  )
}
