import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Empty, Marker } from '~/ui/parts'
import { sameWords } from './same-words'

type Question = {
  id: string
  personId: string
  name: string
  otherId: string
  otherName: string
  reason: string
  byName: string
  askedOn: string
}

/** Whether two records are of one person, as somebody asks it, the oldest question first. */
export function SameQuestions({ questions }: { questions: readonly Question[] }) {
  if (questions.length === 0) {
    return (
      <Empty>
        <p>{sameWords.nothingToDecide}</p>
      </Empty>
    )
  }
  return (
    <ul className="list" aria-label={sameWords.toDecide}>
      {questions.map(({ id, personId, name, otherId, otherName, reason, byName, askedOn }) => {
        const both = sameWords.two(name, otherName)
        return (
          <li className="line" key={id}>
            <Marker when="now" word={sameWords.toDecide} />
            <div className="what">
              <p className="who">
                <a href={`/people/${personId}/same/${otherId}`}>{both}</a>
              </p>
              <p>{sameWords.says(reason)}</p>
              <p className="why">
                {sameWords.who(byName)} · {formatDay(askedOn as CivilDate, 'short')}
              </p>
            </div>
            <div className="do">
              <a
                className="btn q ds_button ds_button--secondary"
                href={`/people/${personId}/same/${otherId}`}
              >
                {sameWords.decide}
                <span className="visually-hidden">: {both}</span>
              </a>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
