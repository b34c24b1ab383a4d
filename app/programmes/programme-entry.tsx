import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Facts, Tag } from '~/ui/parts'
import type { Pull, TakesOrders } from './kinds'
import type { InList } from './programme-list'
import {
  agesInWords,
  counted,
  fieldWords,
  fundingInWords,
  kindWords,
  placesInWords,
  programmeWords,
  pullWords,
  startInWords,
  takesOrdersWords,
} from './words'

export type Entry = InList & {
  says: string
  gives: readonly Pull[]
  weekOne: string
  place: string
  times: string
  fundedUntil: CivilDate | null
  funding: string
  usualWeeks: number | null
  sameWorker: string | null
  takesOrders: TakesOrders
  cost: string
  travel: string
  whoLeads: string
  lastCheckedOn: CivilDate | null
}

/** One programme, so that a worker can trust it or not: what a young person gets comes first, then what must be known. */
export function ProgrammeEntry({ entry, today }: { entry: Entry; today: CivilDate }) {
  return (
    <>
      {entry.status === 'open' ? null : <p className="check">{programmeWords.notOpen[entry.status]}</p>}
      <section className="card" aria-labelledby="gets">
        <h2 id="gets">{programmeWords.gets}</h2>
        <p className="typed">{entry.says || programmeWords.notWritten}</p>
        {entry.gives.length ? (
          <ul className="pulls" aria-label={fieldWords.gives}>
            {entry.gives.map((pull) => (
              <li key={pull}>
                <Tag tone="moss">{pullWords[pull]}</Tag>
              </li>
            ))}
          </ul>
        ) : null}
        <h3>{programmeWords.weekOne}</h3>
        <p className="typed">{entry.weekOne || programmeWords.notWritten}</p>
      </section>
      <section aria-labelledby="about">
        <h2 id="about">{programmeWords.about}</h2>
        <Facts of={factsOf(entry, today)} />
      </section>
    </>
  )
}

function factsOf(entry: Entry, today: CivilDate) {
  const { lastCheckedOn: checkedOn } = entry
  const often = [entry.isEvening ? programmeWords.evening : '', entry.isWeekend ? programmeWords.weekend : '']
  return [
    { label: fieldWords.places, value: entry.status === 'open' ? placesInWords(entry, today) : null },
    { label: fieldWords.nextStartOn, value: startInWords(entry.nextStartOn, today) },
    { label: fieldWords.ages, value: agesInWords(entry.youngestAge, entry.oldestAge) },
    { label: fieldWords.area, value: entry.councils.join(', ') || programmeWords.anywhere },
    { label: fieldWords.place, value: entry.place },
    { label: fieldWords.times, value: entry.times || often.filter(Boolean).join(', ') },
    { label: fieldWords.travel, value: entry.travel },
    { label: fieldWords.cost, value: entry.cost },
    { label: programmeWords.onOrder, value: takesOrdersWords[entry.takesOrders] },
    { label: fieldWords.provider, value: entry.provider },
    { label: fieldWords.whoLeads, value: entry.whoLeads },
    { label: programmeWords.sameWorker, value: entry.sameWorker ?? programmeWords.notSaid },
    { label: programmeWords.usualWeeks, value: entry.usualWeeks && counted(entry.usualWeeks, 'week') },
    { label: fieldWords.fundedUntil, value: fundingInWords(entry, today) },
    { label: fieldWords.kind, value: kindWords[entry.kind] },
    {
      label: fieldWords.lastCheckedOn,
      value: checkedOn ? formatDay(checkedOn, 'short') : programmeWords.notChecked,
    },
  ]
}
