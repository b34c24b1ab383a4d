import { moveInWords } from '~/referrals/words'
import type { CivilDate } from '~/shared/civil-date'
import type { PersonToReassign } from './to-reassign.server'
import { reassignWords } from './words'

/** Who leads somebody, and all that goes with them to the next worker. */
export function GoesWith({ person, today }: { person: PersonToReassign; today: CivilDate }) {
  const { leads, dueNow, dueSoon, sessionsOn, referrals, drafts } = person
  return (
    <ul className="goes-with">
      <li>{leads.length ? leads.map(inWords).join('. ') : reassignWords.unled}.</li>
      <li>{reassignWords.prompts(dueNow, dueSoon)}</li>
      <li>{reassignWords.sessions(sessionsOn)}</li>
      {referrals.length === 0 ? <li>{reassignWords.noReferrals}</li> : null}
      {referrals.map(({ programme, status, dueOn }) => (
        <li key={`${programme} ${status}`}>
          {reassignWords.referral(
            programme,
            moveInWords(status, dueOn, { reader: 'referrer', programme, today }),
          )}
        </li>
      ))}
      {drafts ? <li>{reassignWords.drafts(drafts)}</li> : null}
    </ul>
  )
}

function inWords({ name, from, until }: PersonToReassign['leads'][number]): string {
  const says = from === null ? reassignWords.leads(name) : reassignWords.later(name, from)
  return until === null ? says : `${says}${reassignWords.endsOn(until)}`
}
