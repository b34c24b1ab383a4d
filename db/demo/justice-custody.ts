import { type Person, peopleOf } from './cast'
import type { Days } from './days'
import { JUSTICE_TEAM } from './workers'

/** Ali's young people who are held, or have just come home. */
export function inCustody(on: Days): Person[] {
  return peopleOf({ organisation: JUSTICE_TEAM, team: 'Youth justice team', lead: 'ali' }, [
    {
      key: 'jamie',
      given: 'Jamie',
      family: 'McBride',
      pronouns: 'he/him',
      born: on.turns(18, 58),
      matters: 'I want to be a mechanic like my uncle.',
      ways: [{ kind: 'visit', value: 'Rowanbank House', safe: 'yes', note: 'Thursdays' }],
      ties: [
        { relation: 'family', name: 'Davie McBride', about: 'uncle, has the garage in Mill Street' },
        { relation: 'professional', name: 'Ann Coyle', about: 'key worker at Rowanbank House' },
      ],
      openedOn: on.ago(190),
      places: ['Garage Saturdays'],
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(140),
          source: 'the court papers',
          recordedOn: on.ago(139),
          details: { sentence_months: '12', place: 'Rowanbank House', place_type: 'secure' },
        },
        {
          kind: 'RELEASE_DATE',
          on: on.in(39),
          source: 'Rowanbank House',
          sure: 'official',
          paper: { reference: 'RH 114/2', cameOn: on.ago(120) },
          recordedOn: on.ago(119),
          details: { type: 'EDL' },
        },
      ],
    },
    {
      key: 'kit',
      given: 'Kit',
      family: 'Dalgleish',
      pronouns: 'they/them',
      born: on.aged(19, 3),
      matters: 'Letters. Real ones, on paper.',
      ways: [{ kind: 'visit', value: 'book a visit', safe: 'yes' }],
      openedOn: on.ago(45),
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(30),
          source: 'the court papers',
          recordedOn: on.ago(30),
          details: { sentence_months: '20', place: 'Calder Point', place_type: 'yoi' },
        },
      ],
    },
    {
      key: 'robin',
      given: 'Robin',
      family: 'Tulloch',
      pronouns: 'he/him',
      born: on.aged(18, 9),
      matters: 'My daughter. She is two.',
      ties: [{ relation: 'family', name: 'Kelsey Bain', about: 'mother of his daughter' }],
      openedOn: on.ago(95),
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(2),
          source: 'the court papers',
          recordedOn: on.ago(2),
          details: { sentence_months: '8', place: 'Calder Point', place_type: 'yoi' },
        },
      ],
    },
    {
      key: 'cameron',
      given: 'Cameron',
      family: 'Reilly',
      pronouns: 'he/him',
      born: on.aged(20, 2),
      matters: 'Getting back to the gym, and my mum.',
      ties: [{ relation: 'family', name: 'Theresa Reilly', about: 'mum' }],
      openedOn: on.ago(160),
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(150),
          source: 'the court papers',
          recordedOn: on.ago(149),
          details: { place: 'Calder Point', place_type: 'yoi' },
        },
        {
          kind: 'RELEASE_DATE',
          on: on.in(25),
          source: 'his mum',
          sure: 'reported',
          standing: 'reported',
          recordedOn: on.ago(11),
          details: { type: 'unknown' },
          note: 'She heard it on the phone. Ask for the paper.',
        },
      ],
    },
    {
      key: 'declan',
      given: 'Declan',
      family: 'Shaw',
      pronouns: 'he/him',
      born: on.aged(20, 5),
      matters: 'A trade. I am halfway through my joinery ticket.',
      openedOn: on.ago(410),
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(400),
          source: 'the court papers',
          recordedOn: on.ago(399),
          details: { sentence_months: '50', place: 'Calder Point', place_type: 'yoi' },
        },
        {
          kind: 'RELEASE_DATE',
          on: on.in(110),
          source: 'Calder Point',
          sure: 'official',
          paper: { reference: 'CP 7731', cameOn: on.ago(60) },
          recordedOn: on.ago(59),
          details: { type: 'PQD' },
          changed: { on: on.in(96), dayOfChange: on.ago(15), because: 'A new letter came' },
        },
      ],
    },
    {
      key: 'sean',
      given: 'Sean',
      family: 'Quigley',
      pronouns: 'he/him',
      born: on.aged(19, 6),
      matters: 'Sleeping through the night.',
      ways: [{ kind: 'phone', value: '07700 900232', safe: 'yes' }],
      openedOn: on.ago(210),
      facts: [
        {
          kind: 'CUSTODY',
          on: on.ago(200),
          source: 'the court papers',
          recordedOn: on.ago(199),
          details: { sentence_months: '14', place: 'Calder Point', place_type: 'yoi' },
        },
        { kind: 'RELEASED', on: on.ago(6), source: 'Calder Point', recordedOn: on.ago(6) },
      ],
    },
    {
      key: 'leah',
      given: 'Leah',
      family: 'Sinclair',
      pronouns: 'she/her',
      born: on.aged(18, 3),
      matters: 'My nana’s birthday. I have never missed one.',
      openedOn: on.ago(130),
      facts: [
        {
          kind: 'REMAND',
          on: on.ago(13),
          source: 'the court papers',
          recordedOn: on.ago(13),
          details: {
            place: 'Calder Point',
            place_type: 'prison',
            next_court_on: on.inWorkingDays(6),
          },
        },
      ],
    },
  ])
}
