import type { CivilDate } from '~/shared/civil-date'
import { Tag } from '~/ui/parts'
import { workshopWords } from './words'

export type RuleListed = {
  code: string
  title: string
  source: string
  owner: string
  isOwn: boolean
  waitsFor: CivilDate | null
  lawDueOn: CivilDate | null
  /** For how many people it could not be worked out. */
  failsFor: number
}

/** Every rule, in the order in which they are found. */
export function RuleList({ rules }: { rules: readonly RuleListed[] }) {
  return (
    <ul className="list" aria-label={workshopWords.title}>
      {rules.map(({ code, title, source, owner, isOwn, waitsFor, lawDueOn, failsFor }) => (
        <li key={code}>
          <p className="who">
            <a href={`/rules/${code}`}>{title}</a> {isOwn ? <Tag>{workshopWords.own}</Tag> : null}{' '}
            {waitsFor ? <Tag tone="gorse">{workshopWords.waits(waitsFor)}</Tag> : null}
          </p>
          <p>{source}</p>
          <p className="why">{owner}</p>
          {failsFor > 0 ? <p className="check">{workshopWords.fails(failsFor)}</p> : null}
          {lawDueOn ? <p className="check">{workshopWords.lawDue(lawDueOn)}</p> : null}
        </li>
      ))}
    </ul>
  )
}
