import type { CivilDate } from '~/shared/civil-date'
import { Details, Empty, Marker, Tag } from '~/ui/parts'
import type { Turn } from './budget'
import type { DecisionKind } from './decision'
import type { Certainty } from './rule'
import { certaintyWords, comingWords, decidedWords, todayWords, turnInWords, whenInWords } from './words'

export type ComingItem = {
  transitionId: string
  title: string
  date: CivilDate | null
  certainty: Certainty
  /** The later day on which they plan to leave school: it is listed by that day. */
  plannedOn?: CivilDate | null
  to: string
  /** Something of it waits to be decided, from this day on. */
  dueOn: CivilDate | null
  /** The last decision about it, if any; said while nothing newer waits. */
  decided: DecisionKind | null
  /** Why nothing more is raised. */
  overBecause: string | null
  /** Its day is found and nothing is asked of it for this person. */
  isQuiet: boolean
  /** Where it stands for this worker, where something of it is due. */
  turn?: Pick<Turn, 'waits' | 'turnOn'> | null
}

/** All transitions of one person by date: what comes first, then what has no day yet, then what has passed, latest first. */
export function ComingList({ items, today }: { items: readonly ComingItem[]; today: CivilDate }) {
  if (items.length === 0) return <Empty>{comingWords.nothing}</Empty>
  const ahead = items.filter((item) => (listedOn(item) ?? '') >= today).sort(byDate)
  const quiet = ahead.filter(({ isQuiet }) => isQuiet)
  const coming = ahead.filter(({ isQuiet }) => !isQuiet)
  const undated = items.filter((item) => listedOn(item) === null && item.overBecause === null)
  const passed = items
    .filter((item) => (listedOn(item) ?? (item.overBecause === null ? today : '')) < today)
    .sort(byDate)
    .reverse()

  return (
    <>
      {coming.length ? <Items items={coming} today={today} /> : null}
      {undated.length ? (
        <>
          <h3>{comingWords.noDay}</h3>
          <Items items={undated} today={today} />
        </>
      ) : null}
      {quiet.length ? (
        <Details summary={`${comingWords.quiet} (${quiet.length})`}>
          <Items items={quiet} today={today} />
        </Details>
      ) : null}
      {passed.length ? (
        <Details summary={`${comingWords.passed} (${passed.length})`}>
          <Items items={passed} today={today} />
        </Details>
      ) : null}
    </>
  )
}

function listedOn({ date, plannedOn }: ComingItem): CivilDate | null {
  return plannedOn ?? date
}

function byDate(one: ComingItem, other: ComingItem): number {
  return `${listedOn(one)} ${one.title}` < `${listedOn(other)} ${other.title}` ? -1 : 1
}

function Items({ items, today }: { items: readonly ComingItem[]; today: CivilDate }) {
  return (
    <ol className="list coming">
      {items.map((item) => (
        <Item key={item.transitionId} item={item} today={today} />
      ))}
    </ol>
  )
}

function Item({ item, today }: { item: ComingItem; today: CivilDate }) {
  const { title, date, certainty, plannedOn, to, dueOn, decided, overBecause, turn } = item
  const waits = overBecause === null ? dueOn : null
  const isDue = waits !== null && waits <= today
  const notes = [
    isDue && turn?.waits
      ? turnInWords(turn)
      : isDue
        ? todayWords.dueNow
        : waits === null
          ? ''
          : todayWords.from(waits),
    date === null ? '' : certaintyWords[certainty],
  ]
  return (
    <li className="line">
      {isDue ? (
        <Marker when="now" />
      ) : (
        <Marker when="coming" word={(listedOn(item) ?? today) < today ? comingWords.passed : undefined} />
      )}
      <div className="what">
        <a href={to}>
          <b>{title}</b>
        </a>
        <span className="why">{notes.filter(Boolean).join(' · ')}</span>
      </div>
      <div className="when-of">{whenInWords(date, certainty, today, plannedOn)}</div>
      <div className="do">
        {overBecause ? (
          <Tag tone="plain">{overBecause}</Tag>
        ) : decided && !isDue ? (
          <Tag tone="moss">{decidedWords[decided]}</Tag>
        ) : null}
      </div>
    </li>
  )
}
