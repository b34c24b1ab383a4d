import { type Person, peopleOf } from './cast'
import type { Days } from './days'
import { NORTHMOOR_HIGH } from './northmoor-school'
import { JUSTICE_TEAM } from './workers'

/** Ali's young people at home, with an order, a hearing or a court date. */
export function inTheCommunity(on: Days): Person[] {
  return peopleOf({ organisation: JUSTICE_TEAM, team: 'Youth justice team', lead: 'ali' }, [
    {
      key: 'skye',
      given: 'Skye',
      family: 'Robertson',
      pronouns: 'she/her',
      born: on.turns(18, 43),
      matters: 'My own front door. And somebody to ring when it goes quiet.',
      ways: [
        { kind: 'text', value: '07700 900241', safe: 'yes', note: 'her new number' },
        { kind: 'phone', value: '07700 900240', safe: 'no', note: 'the old phone is in other hands' },
      ],
      ties: [{ relation: 'trusted-adult', name: 'Carol Imrie', about: 'her old foster carer' }],
      openedOn: on.ago(330),
      places: ['Bike build'],
      share: {
        with: 'jo',
        what: ['identity', 'contact', 'programme', 'plan'],
        purpose: 'A mentor for when her order ends',
        basis: 'She said yes, and may take it back',
      },
      facts: [
        {
          kind: 'CSO_MADE',
          on: on.ago(325),
          until: on.in(40),
          source: "the Children's Reporter",
          sure: 'official',
          paper: { reference: 'SCRA 20455', cameOn: on.ago(320) },
          recordedOn: on.ago(320),
        },
        {
          kind: 'LOOKED_AFTER',
          on: on.ago(1900),
          source: 'the council system',
          recordedOn: on.ago(320),
          details: { where: 'residential' },
        },
      ],
    },
    {
      key: 'ash',
      given: 'Ash',
      family: 'Pirie',
      pronouns: 'they/them',
      born: on.aged(16, 8),
      matters: 'Skating, and not being shouted at.',
      talking: 'Keep sentences short. Write the time and place down.',
      ways: [{ kind: 'text', value: '07700 900247', safe: 'yes' }],
      ties: [{ relation: 'family', name: 'Moira Pirie', about: 'mum, goes to court with them' }],
      openedOn: on.ago(50),
      facts: [
        {
          kind: 'COURT',
          on: on.inWorkingDays(2),
          at: '10:00',
          source: 'a letter from the court',
          sure: 'official',
          paper: { reference: 'NM 2290', cameOn: on.ago(21) },
          recordedOn: on.ago(20),
          details: { court: 'Northmoor Sheriff Court', type: 'first hearing' },
        },
      ],
    },
    {
      key: 'nathan',
      given: 'Nathan',
      family: 'Burns',
      pronouns: 'he/him',
      born: on.aged(17, 4),
      matters: 'My apprenticeship. I am good at it.',
      ways: [{ kind: 'phone', value: '07700 900253', safe: 'yes' }],
      openedOn: on.ago(170),
      facts: [
        {
          kind: 'COURT',
          on: on.ago(100),
          source: 'a letter from the court',
          recordedOn: on.ago(120),
          details: { court: 'Northmoor Sheriff Court' },
        },
      ],
    },
    {
      key: 'eilidh',
      given: 'Eilidh',
      family: 'Cairns',
      pronouns: 'she/her',
      born: on.aged(19, 1),
      matters: 'That they see I am trying.',
      ways: [{ kind: 'text', value: '07700 900259', safe: 'yes' }],
      openedOn: on.ago(110),
      facts: [
        {
          kind: 'COURT',
          on: on.ago(1),
          at: '14:00',
          source: 'Eilidh',
          recordedOn: on.ago(40),
          details: { court: 'Northmoor Sheriff Court' },
        },
      ],
    },
    {
      key: 'mhairi',
      given: 'Mhairi',
      family: 'Lamont',
      pronouns: 'she/her',
      born: on.turns(19, 175),
      matters: 'My choir.',
      ways: [{ kind: 'phone', value: '07700 900264', safe: 'yes' }],
      openedOn: on.ago(250),
      facts: [
        {
          kind: 'LOOKED_AFTER',
          on: on.ago(1500),
          source: 'the council system',
          recordedOn: on.ago(245),
          details: { where: 'kinship' },
        },
        {
          kind: 'CPO_IMPOSED',
          on: on.ago(60),
          until: on.in(300),
          source: 'the court papers',
          recordedOn: on.ago(58),
          details: { requirements: 'supervision' },
        },
      ],
    },
    {
      key: 'tyler',
      given: 'Tyler',
      family: 'Innes',
      pronouns: 'he/him',
      born: on.aged(15, 3),
      school: NORTHMOOR_HIGH,
      matters: 'Cooking. I do the Sunday dinner.',
      ways: [{ kind: 'text', value: '07700 900270', safe: 'ask' }],
      openedOn: on.ago(75),
      facts: [
        { kind: 'ICSO_MADE', on: on.ago(34), source: "the Children's Reporter", recordedOn: on.ago(33) },
        {
          kind: 'ICSO_EXTENDED',
          on: on.ago(14),
          until: on.in(8),
          source: "the Children's Reporter",
          recordedOn: on.ago(13),
        },
      ],
    },
    {
      key: 'abdi',
      given: 'Abdi',
      family: 'Warsame',
      pronouns: 'he/him',
      born: on.turns(18, 27),
      birthDateIs: 'estimated',
      school: NORTHMOOR_HIGH,
      matters: 'My exams. And my mother, wherever she is.',
      language: 'Somali',
      talking: 'Book the same interpreter each time.',
      ways: [{ kind: 'phone', value: '07700 900276', safe: 'yes' }],
      openedOn: on.ago(290),
    },
  ])
}

/** The justice team's young people with whom Ali does not work. */
export function withTheTeam(on: Days): Person[] {
  return peopleOf({ organisation: JUSTICE_TEAM, team: 'Youth justice team' }, [
    {
      key: 'connor',
      given: 'Connor',
      family: 'Rae',
      pronouns: 'he/him',
      born: on.aged(17, 8),
      matters: 'Not being found.',
      openedOn: on.ago(100),
      lead: 'kirsty',
      readers: ['kirsty', 'fergus'],
    },
    {
      key: 'harris',
      given: 'Harris',
      family: 'Gow',
      pronouns: 'he/him',
      born: on.turns(18, 85),
      openedOn: on.ago(6),
    },
    {
      key: 'paige',
      given: 'Paige',
      family: 'Hamill',
      pronouns: 'she/her',
      born: on.aged(19, 8),
      openedOn: on.ago(500),
      closed: { on: on.ago(120), because: 'ended' },
      lead: 'ali',
    },
  ])
}
