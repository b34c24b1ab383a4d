import { ageInWords, changesCloseTogether } from '~/caseload/words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Marker, Tag } from '~/ui/parts'
import type { PlaceEntry, PlaceGroup, PlaceItem } from './place-list'
import { placeWords, stageWords } from './place-words'
import { certaintyWords, todayWords, whenInWords } from './words'

/**
 * What is coming, a part for each month. Where something can be done with several at once each of those has a box to tick, named for the
 * person and the change, and the whole stands in a form.
 */
export function PlaceMonths({
  groups,
  today,
  ticked,
  showsWorker,
}: {
  groups: readonly PlaceGroup[]
  today: CivilDate
  /** Those that are ticked when the page comes. */
  ticked: readonly string[]
  showsWorker: boolean
}) {
  return (
    <>
      {groups.map(({ key, title, entries }) => (
        <fieldset className="month" key={key}>
          <legend>
            <h2 id={key}>{title}</h2>
          </legend>
          <ul className="list" aria-labelledby={key}>
            {entries.map((entry) => (
              <Entry
                key={entry.items[0]?.id}
                entry={entry}
                today={today}
                ticked={ticked}
                showsWorker={showsWorker}
              />
            ))}
          </ul>
        </fieldset>
      ))}
    </>
  )
}

type EntryProps = { today: CivilDate; ticked: readonly string[]; showsWorker: boolean }

function Entry({ entry: { items, together }, showsWorker, ...rest }: EntryProps & { entry: PlaceEntry }) {
  const [first] = items
  if (!first) return null
  return (
    <li className="card-row">
      <div className="who">
        <a href={`/people/${first.personId}`}>{first.name}</a>
        <small>{ageInWords(first.bornOn, rest.today)}</small>
        {showsWorker ? (
          <small>{first.worker ? placeWords.ledBy(first.worker) : placeWords.ledByNobody}</small>
        ) : null}
      </div>
      <div>
        {together > 1 ? (
          <p className="together">{items.length > 1 ? changesCloseTogether(together) : placeWords.near}</p>
        ) : null}
        {items.map((item) => (
          <Change key={item.id} item={item} {...rest} />
        ))}
      </div>
    </li>
  )
}

function Change({ item, today, ticked }: Omit<EntryProps, 'showsWorker'> & { item: PlaceItem }) {
  const { id, name, title, date, certainty, plannedOn, stage, waitsOn, urgent, to, chosenAs } = item
  const notes = [
    date === null ? '' : certaintyWords[certainty],
    (stage === 'coming' || stage === 'passed') && waitsOn ? todayWords.from(waitsOn) : '',
    stage === 'put-off' && waitsOn ? placeWords.comesBack(formatDay(waitsOn, 'short')) : '',
    urgent && chosenAs ? placeWords.cannotWait : '',
  ]
  return (
    <div className="line change">
      {chosenAs && !urgent ? (
        <span className="choice tick ds_checkbox ds_checkbox--small">
          <input
            className="ds_checkbox__input"
            type="checkbox"
            id={`chosen-${id}`}
            name="chosen"
            value={chosenAs}
            defaultChecked={ticked.includes(id)}
          />
          <label className="ds_checkbox__label" htmlFor={`chosen-${id}`}>
            <span className="visually-hidden">
              {placeWords.choose}: {`${name}, ${title}`}
            </span>
          </label>
        </span>
      ) : (
        <span className="tick" aria-hidden="true" />
      )}
      <div className="what">
        <a href={to}>
          <b>{title}</b>
          <span className="visually-hidden">{`, ${name}`}</span>
        </a>
        <span className="when-of">{whenInWords(date, certainty, today, plannedOn)}</span>
        <span className="why">{notes.filter(Boolean).join(' · ')}</span>
      </div>
      <div className="do stands">
        <Marker when={stage === 'needs-decision' ? 'now' : 'coming'} word={stageWords[stage]} />
        <Tag tone={stage === 'needs-decision' ? 'loch' : 'plain'}>{stageWords[stage]}</Tag>
      </div>
    </div>
  )
}
