import { addDays, addMonths, ageOn, type CivilDate, daysBetween, earlier, later } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { Decided, Fact, Person, Programme, Referral, Session } from './cast'
import { type Chance, chanceFrom } from './chance'
import { bornToLeaveOn, type Days } from './days'
import { NORTHMOOR_HIGH } from './northmoor-school'
import { type Course, coursesFor, daysOf } from './past-courses'
import type { Life } from './past-life'
import { familyNames, givenNames } from './past-names'
import { referralsOf } from './past-referrals'
import { sessionsOf } from './past-sessions'
import { type Story, stories } from './past-stories'
import { JUSTICE_TEAM, YOUTH_PROJECT } from './workers'

type Past = { people: Person[]; sessions: Session[]; referrals: Referral[]; decisions: Decided[] }

/** With another number they would be other lives. */
const SEED = 1819
const MONTHS_18 = 540
/** A record stays open for a while, whatever became of the talk. */
const SHORTEST = 45

/** People since closed, and what was done with them in the last 18 months. They are the same on every day, seen from that day. */
export function pastLives(on: Days, programmes: readonly Programme[]): Past {
  const chance = chanceFrom(SEED)
  const told = chance.shuffled(stories.flatMap((story) => Array<Story>(story.people).fill(story)))
  const courses = coursesFor(told.length, chance)
  const given = chance.shuffled(givenNames)
  const family = chance.shuffled(familyNames)
  const past: Past = { people: [], sessions: [], referrals: [], decisions: [] }
  for (const [at, story] of told.entries()) {
    const course = courses[at] as Course
    // Each name twice, and no two people the same.
    const round = Math.floor(at / given.length)
    const [name, pronouns] = given[at % given.length] as (typeof givenNames)[number]
    const familyName = family[(at + round * 7) % family.length] as string
    // Each life has a chance of its own: what the calendar changes in one leaves the others as they are.
    const own = chanceFrom(SEED + at + 1)
    const life = lifeOf(`past-${at + 1}`, story, course, on, own)
    past.people.push(
      personOf(life, course, { given: name, family: familyName, pronouns, phone: `07700 900${300 + at}` }),
    )
    const referrals = referralsOf(life, course, programmes, own)
    const [first] = referrals
    past.referrals.push(...referrals)
    past.sessions.push(
      ...sessionsOf(life, course, own).map((each) =>
        first && each.on === life.talkedOn ? { ...each, offers: first.programme } : each,
      ),
    )
    past.decisions.push(decisionOf(life, course, own))
  }
  return past
}

const leads = { youth: ['isla', 'duncan', 'duncan'], justice: ['ali', 'kirsty', 'kirsty'] } as const

/** Counted back from the day on which it was closed, so that all of it lies in the past. */
function lifeOf(key: string, story: Story, course: Course, on: Days, chance: Chance): Life {
  const length = Math.max(daysOf(course) + chance.between(3, 10), SHORTEST)
  const longestAgo = Math.max(12, MONTHS_18 - Math.ceil(length * 1.5))
  // Half of them lately, so that a year by itself has enough to count.
  const lately = Math.max(12, Math.ceil(longestAgo / 2))
  const closedOn = on.ago(chance.between(12, chance.oneOf([lately, longestAgo])))
  const talkedOn = workingDays().addWorkingDays(closedOn, -length)
  const referredAfter = chance.between(...story.referred)
  const changeOn =
    story.rule === 'SCHOOL_LEAVING' ? nearest(on.leavingDays, talkedOn) : addDays(talkedOn, -referredAfter)
  return {
    key,
    story,
    lead: chance.oneOf(leads[story.team]),
    born: bornFor(story, changeOn, chance),
    changeOn,
    talkedOn,
    openedOn: addDays(earlier(talkedOn, addDays(changeOn, -10)), -chance.between(20, 80)),
    closedOn,
  }
}

function nearest(days: readonly CivilDate[], day: CivilDate): CivilDate {
  const far = (each: CivilDate) => Math.abs(daysBetween(each, day))
  return days.reduce((best, each) => (far(each) < far(best) ? each : best))
}

function bornFor({ rule, aged }: Story, changeOn: CivilDate, chance: Chance): CivilDate {
  if (rule === 'SCHOOL_LEAVING') return addDays(bornToLeaveOn(changeOn), chance.between(-25, 50))
  const birthday = /^AGE_(\d+)$/.exec(rule)?.[1]
  if (birthday) return addMonths(changeOn, -12 * Number(birthday))
  return addDays(addMonths(changeOn, -chance.between(...(aged ?? [180, 190]))), -chance.between(1, 27))
}

function personOf(
  { key, story, lead, born, changeOn, openedOn, closedOn }: Life,
  { referred }: Course,
  { phone, ...names }: { given: string; family: string; pronouns: string; phone: string },
): Person {
  const isYouth = story.team === 'youth'
  const hasMoved = referred.at(-1)?.steps.some(({ reason }) => reason === 'moved-away')
  return {
    key,
    ...names,
    organisation: isYouth ? YOUTH_PROJECT : JUSTICE_TEAM,
    team: isYouth ? 'Street team' : 'Youth justice team',
    born,
    ...(isYouth && ageOn(born, closedOn) < 17 && { school: NORTHMOOR_HIGH }),
    ways: [{ kind: 'text', value: phone, safe: 'yes' }],
    openedOn,
    closed: { on: closedOn, because: hasMoved ? 'moved-away' : 'ended' },
    lead,
    facts: story.facts.map(
      ({ on, until, recorded, ...fact }): Fact => ({
        ...fact,
        on: addDays(changeOn, on),
        ...(until !== undefined && { until: addDays(changeOn, until) }),
        recordedOn: later(addDays(changeOn, recorded), openedOn),
      }),
    ),
  }
}

/** Acted on where something was offered, else why not. */
function decisionOf({ key, story, talkedOn }: Life, { isOffered }: Course, chance: Chance): Decided {
  const prompt = { person: key, rule: story.rule, on: talkedOn, note: '' }
  if (isOffered) return { ...prompt, kind: 'acted' }
  return chance.oneOf<Decided>([
    { ...prompt, kind: 'already-done', reason: 'already-doing' },
    { ...prompt, kind: 'already-done', reason: 'other-agency-leads' },
    { ...prompt, kind: 'not-right', reason: 'not-true' },
  ])
}
