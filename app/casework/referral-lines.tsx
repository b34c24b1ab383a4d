import type { Status } from '~/referrals/lifecycle'
import { moveInWords, statusWords } from '~/referrals/words'
import type { CivilDate } from '~/shared/civil-date'
import { Empty, Tag } from '~/ui/parts'
import { storyWords } from './words'

export type ReferralLine = {
  id: string
  programme: string
  status: Status
  dueOn: CivilDate | null
}

/** Every referral of one person with where it stands and whose move it is, so that nobody need open it to know. */
export function ReferralLines({
  personId,
  referrals,
  today,
}: {
  personId: string
  referrals: readonly ReferralLine[]
  today: CivilDate
}) {
  if (referrals.length === 0)
    return (
      <Empty>
        <p>{storyWords.noReferrals}</p>
      </Empty>
    )
  return (
    <ul className="list" aria-label={storyWords.referrals}>
      {referrals.map(({ id, programme, status, dueOn }) => (
        <li className="held-row" key={id}>
          <div>
            <p className="who">
              <a href={`/people/${personId}/referrals/${id}`}>{programme}</a>
            </p>
            <p className="why">{moveInWords(status, dueOn, { reader: 'referrer', programme, today })}</p>
          </div>
          <Tag tone="plain">{statusWords[status]}</Tag>
        </li>
      ))}
    </ul>
  )
}
