import { addMonths } from '~/shared/civil-date'
import { type Person, peopleOf } from './cast'
import type { Days } from './days'
import { YOUTH_PROJECT } from './workers'

export const NORTHMOOR_HIGH = 'Northmoor High School'
/** Nobody has asked this one yet when its Christmas holiday begins. */
export const GLENMARRA = 'Glenmarra Academy'

/** Isla's young people for whom school is what is changing. */
export function atSchool(on: Days): Person[] {
  return peopleOf({ organisation: YOUTH_PROJECT, team: 'Street team', lead: 'isla' }, [
    {
      key: 'ryan',
      given: 'Ryan',
      family: 'Docherty',
      pronouns: 'he/him',
      born: on.leaverNow(),
      school: NORTHMOOR_HIGH,
      needsHelpAtSchool: 'yes',
      matters: 'Boxing. And my gran, she is the one who gets me.',
      talking: 'Walk and talk works better than sitting across a table.',
      ways: [
        { kind: 'text', value: '07700 900114', safe: 'yes', note: 'after 4' },
        { kind: 'phone', value: '01632 960114', safe: 'no', note: 'his brother answers it' },
      ],
      ties: [
        { relation: 'family', name: 'Jean Docherty', about: 'gran, he stays with her at weekends' },
        { relation: 'trusted-adult', name: 'Billy Ure', about: 'boxing coach, Tuesdays and Thursdays' },
        { relation: 'family', name: 'Scott Docherty', about: 'older brother', doNotContact: true },
      ],
      openedOn: on.ago(9),
      places: ['Bike build'],
    },
    {
      key: 'caley',
      given: 'Caley',
      family: 'MacLeod',
      pronouns: 'she/her',
      born: on.nextWinterLeaver(),
      school: NORTHMOOR_HIGH,
      matters: 'Doing hair. I already do half my street.',
      names: [
        { kind: 'former', name: 'Caley Morrison' },
        { kind: 'nick', name: 'Curly' },
      ],
      ways: [{ kind: 'text', value: '07700 900121', safe: 'yes' }],
      ties: [{ relation: 'school', name: 'Mrs Pringle', about: 'guidance teacher' }],
      openedOn: on.ago(240),
    },
    {
      key: 'kyle',
      given: 'Kyle',
      family: 'Rennie',
      pronouns: 'he/him',
      born: on.lastSummerLeaver(),
      school: NORTHMOOR_HIGH,
      matters: 'My own money, honestly earned.',
      ways: [{ kind: 'phone', value: '07700 900127', safe: 'yes' }],
      openedOn: on.ago(300),
      facts: [
        {
          kind: 'SCHOOL_LEAVING_INTENDED',
          on: on.in(100),
          source: 'Kyle',
          recordedOn: on.ago(230),
          details: { destination: 'unconfirmed' },
          note: 'Wants to stay until he has his results.',
        },
      ],
    },
    {
      key: 'lewis',
      given: 'Lewis',
      family: 'Paterson',
      pronouns: 'he/him',
      born: on.nextWinterLeaver(),
      school: GLENMARRA,
      matters: 'Gaming, and getting out of here one day.',
      ways: [{ kind: 'text', value: '07700 900133', safe: 'ask' }],
      openedOn: on.ago(150),
      facts: [
        {
          kind: 'SCHOOL_LEAVING_INTENDED',
          on: on.winterLeavingDay(),
          source: 'Lewis',
          recordedOn: on.ago(60),
          details: { destination: 'unconfirmed' },
          note: 'As soon as he may. He does not know what comes after.',
        },
      ],
    },
    {
      key: 'rowan',
      given: 'Rowan',
      family: 'Tait',
      pronouns: 'they/them',
      born: on.aged(16, 4),
      school: GLENMARRA,
      matters: 'Being asked, not told.',
      names: [{ kind: 'former', name: 'Rhona Tait' }],
      ways: [
        { kind: 'email', value: 'rowan.tait@mail.example', safe: 'yes' },
        { kind: 'visit', value: 'at home', safe: 'no', note: 'meet at the library' },
      ],
      ties: [{ relation: 'mentor', name: 'Kay Lindores', about: 'runs the zine club' }],
      openedOn: on.ago(260),
      formerLead: {
        worker: 'duncan',
        from: on.ago(260),
        until: on.ago(1),
        because: 'Isla is at the library on their evenings',
      },
      handedOver: {
        lines:
          'Rowan comes to the library on Tuesdays and talks best while we draw. Ask before you plan anything. They know you take over: I told them, and they asked for you.',
      },
      facts: [
        {
          kind: 'SCHOOL_LEAVING_INTENDED',
          on: on.in(200),
          source: 'Rowan',
          recordedOn: on.ago(250),
          details: { destination: 'unconfirmed' },
        },
        {
          kind: 'CSO_MADE',
          on: addMonths(on.lastMonth(12), -12),
          until: on.lastMonth(12),
          source: "the Children's Reporter",
          sure: 'official',
          paper: { reference: 'SCRA 19877', cameOn: on.ago(255) },
          recordedOn: on.ago(250),
        },
      ],
    },
    {
      key: 'zara',
      given: 'Zara',
      family: 'Hussain',
      pronouns: 'she/her',
      born: on.turns(18, 86),
      school: NORTHMOOR_HIGH,
      matters: 'College, then my own salon. My aunt says I can.',
      language: 'Urdu and English',
      ways: [{ kind: 'text', value: '07700 900139', safe: 'yes', note: 'before 9 in the evening' }],
      ties: [{ relation: 'family', name: 'Samina Hussain', about: 'aunt, she lives there' }],
      openedOn: on.ago(320),
      share: {
        with: 'jo',
        what: ['identity', 'contact', 'programme', 'plan'],
        purpose: 'A place on the college link course',
        basis: 'She said yes, and may take it back',
      },
    },
    {
      key: 'callum',
      given: 'Callum',
      family: 'Weir',
      pronouns: 'he/him',
      born: on.aged(13, 2),
      school: NORTHMOOR_HIGH,
      matters: 'Fishing with my uncle.',
      ways: [{ kind: 'phone', value: '01632 960145', safe: 'yes', note: 'his mum' }],
      ties: [{ relation: 'family', name: 'Paul Weir', about: 'uncle' }],
      openedOn: on.ago(90),
    },
  ])
}
