import { ButtonLink, Marker } from '~/ui/parts'
import type { WaitingHandover } from './waiting.server'
import { handoverTo, waitingWords } from './words'

const titles = ['to-read', 'to-write', 'unread'] as const

/** Handover pages that ask something of whoever looks: to read, to write a few lines for, to see that somebody reads. */
export function HandoversWaiting({ handovers }: { handovers: readonly WaitingHandover[] }) {
  return titles.map((kind) => {
    const some = handovers.filter((each) => each.kind === kind)
    if (some.length === 0) return null
    return (
      <section key={kind} aria-labelledby={`handover-${kind}`}>
        <h2 id={`handover-${kind}`}>{waitingWords[kind].title}</h2>
        <ul className="list">
          {some.map((handover) => (
            <li className="line" key={handover.id}>
              <Marker when={kind === 'to-write' ? 'coming' : 'now'} />
              <div className="what">
                <p>
                  <b>{handover.name}.</b> {waitingWords[kind].says(handover)}
                </p>
              </div>
              <div className="do">
                <ButtonLink kind="quiet" to={handoverTo(handover.personId)}>
                  {waitingWords[kind].open}
                  <span className="visually-hidden">: {handover.name}</span>
                </ButtonLink>
              </div>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
