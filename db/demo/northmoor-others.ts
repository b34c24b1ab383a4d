import { type Person, peopleOf } from './cast'
import type { Days } from './days'
import { NORTHMOOR_HIGH } from './northmoor-school'
import { YOUTH_PROJECT } from './workers'

/** The youth project's young people with whom Isla does not work: only Shona, who leads the team, sees them all. */
export function withOthers(on: Days): Person[] {
  return peopleOf({ organisation: YOUTH_PROJECT, team: 'Street team' }, [
    {
      key: 'ellis',
      given: 'Ellis',
      family: 'Grant',
      pronouns: 'he/him',
      born: on.aged(16, 10),
      matters: 'Keeping my own business my own.',
      openedOn: on.ago(140),
      lead: 'duncan',
      coWorkers: ['isla'],
      excluded: { worker: 'isla', because: 'She knows the family' },
      facts: [
        {
          kind: 'SCHOOL_LEFT',
          on: on.ago(24),
          source: 'the school office',
          recordedOn: on.ago(22),
          details: { destination: 'confirmed' },
          note: 'A college has said yes. Nobody has told him the first day.',
        },
      ],
    },
    {
      key: 'innes',
      given: 'Innes',
      family: 'Ross',
      pronouns: 'he/him',
      born: on.turns(18, 2),
      matters: 'The sea. I want to work on the boats.',
      ways: [{ kind: 'text', value: '07700 900203', safe: 'yes' }],
      openedOn: on.ago(380),
      lead: 'duncan',
      formerLead: {
        worker: 'isla',
        from: on.ago(380),
        until: on.ago(170),
        because: 'Duncan knew him already',
      },
      leadFrom: on.ago(164),
      facts: [
        {
          kind: 'SCHOOL_LEFT',
          on: on.ago(170),
          source: 'the school office',
          recordedOn: on.ago(168),
          details: { destination: 'confirmed' },
        },
        {
          kind: 'PROGRAMME_PLACE',
          on: on.ago(151),
          source: 'the college',
          recordedOn: on.ago(150),
          details: { programme: 'Deck crew course' },
        },
      ],
    },
    {
      key: 'freya',
      given: 'Freya',
      family: 'Lennox',
      pronouns: 'she/her',
      born: on.turns(16, 21),
      school: NORTHMOOR_HIGH,
      matters: 'My dog. He comes with me or I am not going.',
      openedOn: on.ago(12),
      unknownWorker: 'c.neil@northmoor.example',
    },
    {
      key: 'struan',
      given: 'Struan',
      family: 'Bell',
      pronouns: 'he/him',
      born: on.aged(15, 5),
      matters: 'That nobody at school knows.',
      openedOn: on.ago(70),
      lead: 'duncan',
      readers: ['duncan', 'shona'],
    },
    {
      key: 'abbie',
      given: 'Abbie',
      family: 'Nicol',
      pronouns: 'she/her',
      born: on.aged(18, 6),
      matters: 'I did it. I work at the nursery now.',
      openedOn: on.ago(420),
      closed: { on: on.ago(80), because: 'ended' },
      lead: 'isla',
    },
    {
      key: 'ross',
      given: 'Ross',
      family: 'Murdoch',
      pronouns: 'he/him',
      born: on.aged(14, 11),
      openedOn: on.ago(280),
      closed: { on: on.ago(150), because: 'moved-away' },
      lead: 'duncan',
    },
  ])
}
