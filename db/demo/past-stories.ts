import type { FactKindCode } from '~/caseload/fact-kinds'

/** What was changing in several lives, and what was said about it. Each of these lives is closed. */
export type Story = {
  rule: string
  people: number
  team: 'youth' | 'justice'
  /** In months, on the day of the change; left out where the day follows from the birth date. */
  aged?: readonly [from: number, to: number]
  /** How many days after the change a first referral was made; before it, where less than nought. */
  referred: readonly [from: number, to: number]
  facts: readonly PastFact[]
  /** Any two of them, by their age. */
  programmes: readonly string[]
  aim: string
  opening: string
  /** The first is what they were hearing; the second opens a door. */
  cards: readonly [string, string]
  told: readonly Telling[]
}

/** Days are counted from the change. */
export type PastFact = {
  kind: FactKindCode
  on: number
  until?: number
  recorded: number
  source: string
  sure?: 'official'
  details?: Readonly<Record<string, string>>
}

/** What a worker wrote after an hour together. */
export type Telling = { did: string; theirWords: string; strengthSeen: string; nextStep: string }

export const stories: readonly Story[] = [
  {
    rule: 'SCHOOL_LEAVING',
    people: 24,
    team: 'youth',
    referred: [-80, 40],
    facts: [],
    programmes: ['Garage Saturdays', 'First shift', 'Start again', 'Walked it', 'Mentor match'],
    aim: 'What comes after school, in their own words',
    opening: 'What part of school would you keep?',
    cards: ['M01', 'M19'],
    told: [
      {
        did: 'Walked to the careers hub and back. Looked at two courses on my phone.',
        theirWords: 'I like making things. I just hate the bell.',
        strengthSeen: 'Found the right bus without asking',
        nextStep: 'Visit the workshop together',
      },
      {
        did: 'Added up what a week of training pays and what the bus costs.',
        theirWords: 'That’s more than I thought.',
        strengthSeen: 'Quick with numbers',
        nextStep: 'Ask about the training allowance',
      },
      {
        did: 'Made a list of what they are good at. Their gran added three.',
        theirWords: 'Nobody ever wrote that down before.',
        strengthSeen: 'Lets people help',
        nextStep: 'Show the list to the careers adviser',
      },
      {
        did: 'Talked on the steps outside school, then rang the guidance teacher.',
        theirWords: 'My pal says he makes that in a day. But he’s always skint.',
        strengthSeen: 'Thinks for themself',
        nextStep: 'Meet somebody who has done the course',
      },
    ],
  },
  {
    rule: 'AGE_16',
    people: 14,
    team: 'youth',
    referred: [-70, -3],
    facts: [],
    programmes: ['Bike build', 'Walked it', 'Mentor match', 'Night football', 'Start again'],
    aim: 'Money and deals from 16 on, and whom to ask',
    opening: 'Who asks you for favours, and what do they want back?',
    cards: ['M12', 'M19'],
    told: [
      {
        did: 'Read the bank’s page for young people together.',
        theirWords: 'Somebody asked for my card. I said it was lost.',
        strengthSeen: 'Said no without making a scene',
        nextStep: 'Tell the bank, with me there',
      },
      {
        did: 'Played pool and talked about phone contracts.',
        theirWords: 'I want a phone that’s mine and nobody else’s.',
        strengthSeen: 'Reads the small print',
        nextStep: 'Look at pay-as-you-go',
      },
      {
        did: 'Drew who they would ring at two in the morning.',
        theirWords: 'My coach. He’d come.',
        strengthSeen: 'Has one adult they trust',
        nextStep: 'Ask the coach about helping out on Saturdays',
      },
    ],
  },
  {
    rule: 'MOVE_OF_HOME',
    people: 16,
    team: 'youth',
    aged: [158, 206],
    referred: [4, 32],
    facts: [
      {
        kind: 'MOVE_OF_HOME',
        on: 0,
        recorded: -6,
        source: 'the council, social work',
        details: { notice: 'yes' },
      },
    ],
    programmes: ['Mentor match', 'Bike build', 'Night football', 'Drum room', 'Night kitchen'],
    aim: 'Settle in the new place, and keep what mattered in the old one',
    opening: 'What would make it feel like yours?',
    cards: ['M04', 'M30'],
    told: [
      {
        did: 'Walked the new street. Found the library and a five-a-side pitch.',
        theirWords: 'It’s quiet. I’m not used to quiet.',
        strengthSeen: 'Says hello first',
        nextStep: 'Go to the pitch on Thursday together',
      },
      {
        did: 'Carried two boxes and had chips on the wall.',
        theirWords: 'I want to see my wee sister at the weekend.',
        strengthSeen: 'Looks out for others',
        nextStep: 'Ask for family time on Sundays',
      },
      {
        did: 'Talked about who still calls since the move.',
        theirWords: 'The ones that call want something.',
        strengthSeen: 'Sees what people are after',
        nextStep: 'A night a week that is just for fun',
      },
    ],
  },
  {
    rule: 'ICSO_END',
    people: 2,
    team: 'youth',
    aged: [160, 180],
    referred: [-6, 2],
    facts: [
      {
        kind: 'ICSO_MADE',
        on: -21,
        until: 0,
        recorded: -19,
        source: "the Children's Reporter",
        sure: 'official',
      },
    ],
    programmes: ['Mentor match', 'Alongside', 'Bike build'],
    aim: 'Know what the hearing decides, and say what they want',
    opening: 'What should the panel hear from you?',
    cards: ['M04', 'M30'],
    told: [
      {
        did: 'Wrote three lines for the panel together.',
        theirWords: 'I want to be asked before, not after.',
        strengthSeen: 'Found the words',
        nextStep: 'Ask for an advocate',
      },
    ],
  },
  {
    rule: 'RELEASE',
    people: 12,
    team: 'justice',
    aged: [224, 240],
    referred: [-35, 9],
    facts: [
      {
        kind: 'CUSTODY',
        on: -150,
        recorded: -149,
        source: 'the court papers',
        details: { sentence_months: '10', place: 'Calder Point', place_type: 'yoi' },
      },
      {
        kind: 'RELEASE_DATE',
        on: 0,
        recorded: -70,
        source: 'Calder Point',
        sure: 'official',
        details: { type: 'EDL' },
      },
      { kind: 'RELEASED', on: 0, recorded: 0, source: 'Calder Point' },
    ],
    programmes: ['House keys', 'First shift', 'Garage Saturdays', 'Walked it', 'Clear the slate'],
    aim: 'The first day out, hour by hour',
    opening: 'Who will be at the gate?',
    cards: ['M26', 'M20'],
    told: [
      {
        did: 'Wrote the first day on one page: bus, key, food, phone.',
        theirWords: 'I just don’t want to stand there with a bag.',
        strengthSeen: 'Plans ahead',
        nextStep: 'Collect at nine',
      },
      {
        did: 'Rang the landlord together. The key is with the office.',
        theirWords: 'I owe nobody. I want it to stay that way.',
        strengthSeen: 'Calm on the phone',
        nextStep: 'See the garage before Friday',
      },
      {
        did: 'Read what has to be told about a record, and what has not.',
        theirWords: 'So I’m not finished, then.',
        strengthSeen: 'Asks straight questions',
        nextStep: 'Write to the employer together',
      },
    ],
  },
  {
    rule: 'CSO_END',
    people: 10,
    team: 'justice',
    aged: [162, 198],
    referred: [-60, 12],
    facts: [
      {
        kind: 'CSO_MADE',
        on: -364,
        until: 0,
        recorded: -360,
        source: "the Children's Reporter",
        sure: 'official',
      },
    ],
    programmes: ['Mentor match', 'Bike build', 'Drum room', 'Night kitchen'],
    aim: 'Who stays when the order ends',
    opening: 'Whom do you want to keep, and who should go?',
    cards: ['M04', 'M30'],
    told: [
      {
        did: 'Made a list of everybody who works with them. Crossed out half.',
        theirWords: 'Keep my auntie. The rest can write.',
        strengthSeen: 'Knows who is good for them',
        nextStep: 'Ask the aunt to come along',
      },
      {
        did: 'Went through the paper for the hearing, line by line.',
        theirWords: 'That bit isn’t true. This bit is.',
        strengthSeen: 'Puts things right politely',
        nextStep: 'Send a correction to the Reporter',
      },
    ],
  },
  {
    rule: 'AGE_18',
    people: 8,
    team: 'justice',
    referred: [-75, -4],
    facts: [],
    programmes: ['House keys', 'First shift', 'Clear the slate', 'Walked it', 'Garage Saturdays'],
    aim: 'What stops at 18 and what takes its place',
    opening: 'What is one thing you want to keep?',
    cards: ['M12', 'M18'],
    told: [
      {
        did: 'Went through what stops on the birthday and what does not.',
        theirWords: 'I thought everything stopped.',
        strengthSeen: 'Stays with it when it is dull',
        nextStep: 'Meet the adult worker together',
      },
      {
        did: 'Opened a savings account.',
        theirWords: 'First thing with my name on it.',
        strengthSeen: 'Brought every paper',
        nextStep: 'Look at the flat on Tuesday',
      },
    ],
  },
  {
    rule: 'COURT_DATE',
    people: 2,
    team: 'justice',
    aged: [196, 214],
    referred: [-9, 1],
    facts: [
      {
        kind: 'COURT',
        on: 0,
        recorded: -26,
        source: 'a letter from the court',
        details: { court: 'Northmoor Sheriff Court' },
      },
    ],
    programmes: ['Garage Saturdays', 'Walked it', 'Mentor match'],
    aim: 'Know what happens that day and who goes along',
    opening: 'What worries you most about it?',
    cards: ['M07', 'M20'],
    told: [
      {
        did: 'Walked past the court and had tea across the road.',
        theirWords: 'It’s smaller than I thought.',
        strengthSeen: 'Turned up early',
        nextStep: 'Go in together at ten',
      },
    ],
  },
]

/** The last hour together, before a record is closed. */
export const farewells: readonly Telling[] = [
  {
    did: 'Looked back over the months with a pot of tea.',
    theirWords: 'I didn’t think I’d last. I did.',
    strengthSeen: 'Kept going',
    nextStep: 'Knows how to find us again',
  },
  {
    did: 'Wrote a note of what they want to keep, in their words.',
    theirWords: 'I’ll come by and show you.',
    strengthSeen: 'Sees how far they have come',
    nextStep: 'Their coach has the note too',
  },
  {
    did: 'Walked along the river. Not much talk, and that was fine.',
    theirWords: 'It’s better than it was.',
    strengthSeen: 'Easy company',
    nextStep: 'Has the number on paper',
  },
]

/** What they hoped for, by what they went to. */
export const hopes: Readonly<Record<string, readonly string[]>> = {
  'Garage Saturdays': ['A job with my hands', 'To hear an engine start that I fixed'],
  'First shift': ['To be paid for it', 'A reference from somebody real'],
  'Start again': ['To finish one thing', 'A class that is not like school'],
  'Walked it': ['To talk to somebody who has been there', 'Somebody who does not judge'],
  'Mentor match': ['One person who stays', 'Somebody to ring when it goes quiet'],
  'Bike build': ['A bike that is mine', 'To get about without asking'],
  'Night football': ['A team', 'To coach the wee ones one day'],
  'Drum room': ['To record a track', 'To play with other people'],
  'Night kitchen': ['To cook for people who like it', 'Somewhere to be on a Friday'],
  Alongside: ['Less shouting at home'],
  'House keys': ['A door I can lock', 'To keep my flat'],
  'Clear the slate': ['To know what I owe', 'A bank card that is mine'],
}
