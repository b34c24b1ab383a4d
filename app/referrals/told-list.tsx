import { type CivilDate, formatDay } from '~/shared/civil-date'
import { eventInWords, type ToldEvent } from './event-in-words'

/** What happened, the latest first: who said it, on which day, and the words that went with it. */
export function ToldList({ events, programme }: { events: readonly ToldEvent[]; programme: string }) {
  return (
    <ol className="list told">
      {events.toReversed().map((event, index) => {
        const { says, more } = eventInWords(event, programme)
        return (
          <li key={`${event.on} ${events.length - index}`}>
            <p className="what">
              <b>{says}</b>
            </p>
            {more.map((each) => (
              <p className="said typed" key={each}>
                {each}
              </p>
            ))}
            <p className="why">{byAndOn(event.by, event.on)}</p>
          </li>
        )
      })}
    </ol>
  )
}

function byAndOn(by: string, on: CivilDate): string {
  return `${by}, ${formatDay(on, 'short')}`
}
