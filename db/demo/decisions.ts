import type { Decided } from './cast'
import type { Days } from './days'

/** What was decided already, and in whose words. */
export function decisions(on: Days): Decided[] {
  return [
    {
      person: 'zara',
      rule: 'AGE_18',
      on: on.ago(92),
      kind: 'acted',
      note: 'Sat down with Zara and her aunt. The college has said yes.',
    },
    {
      person: 'aimee',
      rule: 'CSO_END',
      on: on.ago(43),
      kind: 'acted',
      note: 'Rang the Reporter: a review will be set. Aimee wants to speak for herself.',
    },
    {
      person: 'brodie',
      rule: 'AGE_16',
      on: on.ago(60),
      kind: 'not-now',
      reason: 'young-person-declined',
      note: 'Not before his gig. He will come back to it.',
      backOn: on.ago(40),
    },
    {
      person: 'brodie',
      rule: 'AGE_16',
      on: on.ago(38),
      kind: 'acted',
      note: 'Talked about phone contracts. He has none and wants none.',
    },
    {
      person: 'orla',
      rule: 'AGE_21',
      on: on.ago(170),
      kind: 'already-done',
      reason: 'other-agency-leads',
      note: 'Dawn at the council leads. We stay in touch with her.',
    },
    {
      person: 'rowan',
      rule: 'AGE_16',
      on: on.ago(130),
      kind: 'acted',
      note: 'Read the young person’s bank leaflet together.',
    },
    {
      person: 'niamh',
      rule: 'MOVE_OF_HOME',
      on: on.ago(7),
      kind: 'acted',
      note: 'Brought her bags over in the van. Agnes has the cat.',
    },
    {
      person: 'jamie',
      rule: 'RELEASE',
      on: on.ago(43),
      kind: 'acted',
      note: 'Met his key worker. His uncle will be at the door.',
    },
    {
      person: 'skye',
      rule: 'CSO_END',
      on: on.ago(40),
      kind: 'acted',
      note: 'She wants Carol at the hearing. Asked the Reporter for a date.',
    },
    {
      person: 'cameron',
      rule: 'RELEASE',
      on: on.ago(5),
      kind: 'not-now',
      reason: 'other',
      note: 'Asked Calder Point for the date in writing. No answer yet.',
      backOn: on.in(2),
    },
    {
      person: 'leah',
      rule: 'CUSTODY_START',
      on: on.ago(12),
      kind: 'acted',
      note: 'Saw her on the second day. Her nana will visit.',
    },
    {
      person: 'leah',
      rule: 'COURT_DATE',
      on: on.ago(2),
      kind: 'acted',
      note: 'Her solicitor knows. I will be there.',
    },
    {
      person: 'eilidh',
      rule: 'COURT_DATE',
      on: on.ago(2),
      kind: 'acted',
      note: 'Sent her the bus times. Her sister goes with her.',
    },
    {
      person: 'kit',
      rule: 'CUSTODY_START',
      on: on.ago(29),
      kind: 'acted',
      note: 'First letter sent. They asked for stamps.',
    },
  ]
}
