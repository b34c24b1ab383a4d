import type { CivilDate } from '~/shared/civil-date'
import { Tag } from '~/ui/parts'
import type { ProgrammeKind, ProgrammeStatus } from './kinds'
import { agesInWords, kindWords, placesInWords, programmeWords, startInWords, statusWords } from './words'

export type InList = {
  id: string
  name: string
  provider: string
  kind: ProgrammeKind
  status: ProgrammeStatus
  youngestAge: number | null
  oldestAge: number | null
  councils: readonly string[]
  isEvening: boolean
  isWeekend: boolean
  nextStartOn: CivilDate | null
  placesFree: number | null
  placesSetOn: CivilDate | null
  waitingWeeks: number | null
}

/** The directory to look over: what it is and for whom, when it starts, and whether there is room. */
export function ProgrammeList({ programmes, today }: { programmes: readonly InList[]; today: CivilDate }) {
  return (
    <ul className="list programmes" aria-label={programmeWords.list}>
      {programmes.map((programme) => (
        <li className="programme-row" key={programme.id}>
          <div>
            <h2 className="who">
              <a href={`/programmes/${programme.id}`}>{programme.name}</a>
            </h2>
            <p className="why">
              {kindWords[programme.kind]} · {programme.provider}
            </p>
          </div>
          <p className="why">
            {agesInWords(programme.youngestAge, programme.oldestAge)} ·{' '}
            {programme.councils.join(', ') || programmeWords.anywhere}
            {programme.isEvening ? ` · ${programmeWords.evening}` : null}
            {programme.isWeekend ? ` · ${programmeWords.weekend}` : null}
          </p>
          <Room {...programme} today={today} />
        </li>
      ))}
    </ul>
  )
}

function Room({ today, ...programme }: InList & { today: CivilDate }) {
  if (programme.status !== 'open')
    return (
      <p>
        <Tag tone="plain">{statusWords[programme.status]}</Tag>
      </p>
    )
  return (
    <div className="why">
      <p>{placesInWords(programme, today)}</p>
      <p>{startInWords(programme.nextStartOn, today)}</p>
    </div>
  )
}
