import type { Role } from '~/access/permissions'
import { roleNames } from '~/access/sign-in-words'
import { type CivilDate, formatDay } from '~/shared/civil-date'
import { Facts } from '~/ui/parts'
import { howSeen } from './how-seen'
import type { UnusualRead } from './unusual'
import { recordOf } from './unusual-list'
import { outcomeWords, readerWords, ruleTitles, unusualWords, whyUnusual } from './words'

/** One unusual read: the reason and what it rests on. */
export function UnusualFacts({ read, today }: { read: UnusualRead; today: CivilDate }) {
  const { rule, facts, worker, role, organisation, personId, onDay, dueOn, outcome, reviewedBy } = read
  return (
    <section className="card" aria-labelledby="unusual">
      <h2 id="unusual">{ruleTitles[rule]}</h2>
      <Facts
        of={[
          {
            label: unusualWords.who,
            value: `${worker}, ${(roleNames[role as Role] ?? role).toLowerCase()}, ${organisation}`,
          },
          { label: unusualWords.record, value: recordOf(read) },
          { label: unusualWords.when, value: formatDay(onDay) },
          { label: unusualWords.how, value: howSeen(facts.ways.join(' ')) },
          { label: unusualWords.why, value: whyUnusual(rule, facts) },
        ]}
      />
      <p className="when">
        {outcome === null
          ? dueOn < today
            ? unusualWords.late(dueOn)
            : unusualWords.by(dueOn)
          : `${outcomeWords[outcome]}. ${unusualWords.wasReviewed(reviewedBy ?? '')}.`}
      </p>
      {personId === null ? null : (
        <p>
          <a href={`/people/${personId}/readers`}>{readerWords.link}</a>
        </p>
      )}
    </section>
  )
}
