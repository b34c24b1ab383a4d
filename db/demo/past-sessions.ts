import type { Landing } from '~/narratives/card'
import type { Attendance, Obstacle } from '~/sessions/session'
import { ageOn, type CivilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { CardUsed, Session } from './cast'
import type { Chance } from './chance'
import type { Course } from './past-courses'
import type { Life } from './past-life'
import { farewells, stories } from './past-stories'

const { addWorkingDays } = workingDays()

/** The time spent with somebody since: the talk in which something was offered, and what lay before and after it. */
export function sessionsOf(life: Life, course: Course, chance: Chance): Session[] {
  if (!course.isOffered) return []
  const sessions = [talk(life, course, chance), ...besides(life, chance)]
  if (chance.between(1, 3) === 1) sessions.push(missedTalk(life, chance))
  if (course.referred.length > 0 && chance.between(1, 2) === 1) sessions.push(farewell(life, chance))
  return sessions
}

function talk(life: Life, { referred }: Course, chance: Chance): Session {
  const isGoing = referred.length > 0
  return {
    ...meeting(life, life.talkedOn, chance),
    opening: life.story.opening,
    offersToo: isGoing ? 'I come along the first time' : 'A place to try, whenever it suits',
    bring: ['paper-cards'],
    cards: cardsOf(life, chance),
    happened: {
      attendance: chance.between(1, 6) === 1 ? 'late' : 'came',
      ...chance.oneOf(life.story.told),
      ...(!isGoing && { nextStep: 'Said not now. Ask again in a month' }),
    },
  }
}

/** Turning 16 and leaving school come close together: what is not the reason for a referral is spoken of all the same. */
const alsoComing: Readonly<Record<string, { rule: string; offers: string }>> = {
  SCHOOL_LEAVING: {
    rule: 'AGE_16',
    offers: 'The bank’s page for young people, and whom to ask before signing',
  },
  AGE_16: { rule: 'SCHOOL_LEAVING', offers: 'An hour with the careers adviser' },
}

function besides(life: Life, chance: Chance): Session[] {
  const also = alsoComing[life.story.rule]
  const story = stories.find(({ rule }) => rule === also?.rule)
  if (!also || !story) return []
  const on = addWorkingDays(life.talkedOn, chance.between(12, 25))
  const other: Life = { ...life, story }
  return [
    {
      ...meeting(other, on, chance),
      opening: story.opening,
      offersToo: also.offers,
      cards: cardsOf(other, chance).slice(0, 1),
      happened: { attendance: 'came', ...chance.oneOf(story.told) },
    },
  ]
}

const missed: readonly (readonly [Attendance, Obstacle])[] = [
  ['could-not', 'school-or-work'],
  ['could-not', 'caring'],
  ['could-not', 'cost-or-travel'],
  ['could-not', 'we-changed-it'],
  ['chose-not', 'no-trust-yet'],
  ['chose-not', 'wrong-time'],
  ['chose-not', 'something-came-up'],
  ['unsafe-to-travel', 'not-safe-there'],
]

/** The week before: what got in the way is written, and whose it is to change. */
function missedTalk(life: Life, chance: Chance): Session {
  const [attendance, obstacle] = chance.oneOf(missed)
  return {
    ...meeting(life, addWorkingDays(life.talkedOn, -chance.between(4, 7)), chance),
    opening: life.story.opening,
    happened: { attendance, obstacle, nextStep: 'Text them two other times' },
  }
}

function farewell(life: Life, chance: Chance): Session {
  return {
    ...meeting(life, addWorkingDays(life.closedOn, -chance.between(1, 3)), chance),
    aim: 'Look back, and say how to find us again',
    happened: { attendance: 'came', ...chance.oneOf(farewells) },
  }
}

const places = [
  'A walk by the river',
  'The café by the bridge',
  'The library',
  'The youth room',
  'The bench at the bus station',
] as const
const hours = ['10:30', '13:15', '15:40', '16:00', '17:00'] as const

function meeting({ key, lead, story }: Life, on: CivilDate, chance: Chance): Session {
  return {
    person: key,
    worker: lead,
    about: story.rule,
    on,
    at: chance.oneOf(hours),
    minutes: chance.oneOf([30, 45, 50, 60]),
    place: chance.oneOf(places),
    aim: story.aim,
  }
}

/** Cards that are for people from 16 on. */
const fromSixteen: readonly string[] = ['M18', 'M20', 'M26', 'M30']

/** How a card landed and what was said of it, as often as it stands here. */
const landings: readonly (readonly [Landing, said?: string])[] = [
  ['made-them-think', 'Never added it up before.'],
  ['made-them-think', 'My cousin should hear that.'],
  ['made-them-think'],
  ['fair', 'Fair enough.'],
  ['fair', 'I kind of knew that.'],
  ['not-for-them', 'That’s not me.'],
  ['not-today', 'Not today, eh.'],
  ['too-much'],
]

function cardsOf({ story, born, talkedOn }: Life, chance: Chance): CardUsed[] {
  const fits = story.cards.filter((id) => ageOn(born, talkedOn) >= 16 || !fromSixteen.includes(id))
  return fits.map((id, at): CardUsed => {
    // One in three second cards stays in the bag.
    if (at > 0 && chance.between(1, 3) === 1) return { id }
    const [landed, said] = chance.oneOf(landings)
    const isAsked = chance.between(1, 8) > 1
    return {
      id,
      landed,
      ...(said && { said }),
      ...(!isAsked && { skippedAskingBecause: 'They had asked me first' }),
    }
  })
}
