import type { ReactNode } from 'react'
import type { HeldTie } from '~/caseload/open-record.server'
import { TiesList } from '~/caseload/ties-form'
import type { Status } from '~/referrals/lifecycle'
import { moveInWords } from '~/referrals/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Columns } from '~/ui/parts'
import type { Handover } from './handover.server'
import type { NextDate } from './next-dates'
import { pageWords } from './words'

type Said = { id: string; words: string; on: CivilDate }

export type HandoverPack = {
  handover: Pick<Handover, 'lines' | 'linesBy' | 'linesOn'> | null
  /** What matters to them, as the record has it. */
  whatMatters: string | null
  words: readonly Said[]
  ties: readonly HeldTie[]
  strengths: readonly Said[]
  landed: readonly { id: string; title: string }[]
  live: readonly { id: string; title: string; when: string }[]
  referrals: readonly { id: string; programme: string; status: Status; dueOn: CivilDate | null }[]
  dates: readonly NextDate[]
  today: CivilDate
}

/** All that a new worker reads first, on one page. */
export function HandoverPack(pack: HandoverPack) {
  const { handover, whatMatters, words, ties, strengths, landed, live, referrals, dates, today } = pack
  return (
    <div className="pack">
      {handover ? (
        <Part title={pageWords.linesOf} id="lines-of">
          {handover.lines ? (
            <p className="typed">{handover.lines}</p>
          ) : (
            <p className="soft">{pageWords.noLines}</p>
          )}
          {handover.linesBy && handover.linesOn ? (
            <p className="why">{pageWords.by(handover.linesBy, handover.linesOn)}</p>
          ) : null}
        </Part>
      ) : null}
      <Columns>
        <div className="stack">
          <Part title={pageWords.chosen} id="chosen">
            {whatMatters ? <blockquote className="quote">{whatMatters}</blockquote> : null}
            {words.map(({ id, words, on }) => (
              <blockquote className="said" key={id}>
                {words} <span className="why">{formatDay(on, 'short')}</span>
              </blockquote>
            ))}
            {whatMatters || words.length ? null : <p className="soft">{pageWords.noChosen}</p>}
          </Part>
          <Part title={pageWords.ties} id="ties">
            <TiesList ties={ties} />
          </Part>
          <Part title={pageWords.works} id="works">
            <Lines
              empty={pageWords.noWorks}
              of={[
                ...strengths.map(({ id, words }) => ({ id, says: words })),
                ...landed.map(({ id, title }) => ({ id, says: pageWords.landed(title) })),
              ]}
            />
          </Part>
        </div>
        <div className="stack">
          <Part title={pageWords.dates} id="dates">
            <Lines
              empty={pageWords.noDates}
              of={dates.map(({ on, what }) => ({ id: `${on} ${what}`, says: `${formatDay(on)}: ${what}` }))}
            />
          </Part>
          <Part title={pageWords.live} id="live">
            <Lines
              empty={pageWords.noLive}
              of={live.map(({ id, title, when }) => ({ id, says: `${title}. ${when}` }))}
            />
          </Part>
          <Part title={pageWords.referrals} id="open-referrals">
            <Lines
              empty={pageWords.noReferrals}
              of={referrals.map(({ id, programme, status, dueOn }) => ({
                id,
                says: `${programme}. ${moveInWords(status, dueOn, { reader: 'referrer', programme, today })}`,
              }))}
            />
          </Part>
        </div>
      </Columns>
    </div>
  )
}

function Part({ title, id, children }: { title: string; id: string; children: ReactNode }) {
  return (
    <section className="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function Lines({ of, empty }: { of: readonly { id: string; says: string }[]; empty: string }) {
  if (of.length === 0) return <p className="soft">{empty}</p>
  return (
    <ul className="plain-list">
      {of.map(({ id, says }) => (
        <li key={id}>{says}</li>
      ))}
    </ul>
  )
}
