import { addDays, ageOn, type CivilDate } from '~/shared/civil-date'
import { workingDays } from '~/shared/working-days'
import type { SharingDecision } from '~/sharing/decision'
import type { Programme, Referral, ReferralEvent } from './cast'
import type { Chance } from './chance'
import type { Course, Timed } from './past-courses'
import type { Life } from './past-life'
import { hopes } from './past-stories'

const { addWorkingDays } = workingDays()

/** The referrals of one life, each to another programme. */
export function referralsOf(
  life: Life,
  { referred }: Course,
  programmes: readonly Programme[],
  chance: Chance,
): Referral[] {
  const chosen = chance.shuffled(suitable(life, programmes)).slice(0, referred.length)
  return referred.map((timed, at): Referral => {
    const programme = chosen[at]
    if (!programme) throw new Error(`No programme takes ${life.key}`)
    const madeOn = addWorkingDays(life.talkedOn, timed.sent)
    const before = chosen[at - 1]
    return {
      person: life.key,
      programme: programme.name,
      by: life.lead,
      about: life.story.rule,
      ...(before ? { follows: before.name } : { afterSessionOn: life.talkedOn }),
      madeOn,
      hopes: chance.oneOf(hopes[programme.name] ?? []),
      whyNow: life.story.aim,
      agreed: 'yes',
      agreedSaid: chance.oneOf(['Aye, go on', 'I’ll try it', 'If you come along', 'Okay. Once.']),
      decision: decisionOf(life, madeOn, chance),
      events: [{ to: 'sent', by: life.lead, on: madeOn }, ...eventsOf(life, timed, programme, chance)],
    }
  })
}

/** Those of the story that took people of their age then. Nobody answers their own referral. */
function suitable({ story, born, talkedOn, lead }: Life, programmes: readonly Programme[]): Programme[] {
  const age = ageOn(born, talkedOn)
  return programmes.filter(({ name, ages: [youngest, oldest] = [0, 99], ...programme }) => {
    return story.programmes.includes(name) && age >= youngest && age <= oldest && programme.lead !== lead
  })
}

const hours = ['10:00', '14:00', '16:00', '17:30'] as const

function eventsOf(
  { lead, talkedOn }: Life,
  { steps }: Timed,
  programme: Programme,
  chance: Chance,
): ReferralEvent[] {
  const answers = chance.oneOf([programme.lead, ...(programme.staff ?? [])].filter((each) => each !== lead))
  const dayOf = (at: number) => addWorkingDays(talkedOn, at)
  return steps.map(
    ({ at, meetsAt, side, after: _after, meetsIn: _meetsIn, ...step }, place): ReferralEvent => {
      const event = { ...step, by: side === 'partner' ? answers : lead, on: dayOf(at) }
      if (meetsAt !== null)
        return { ...event, day: dayOf(meetsAt), time: chance.oneOf(hours), place: programme.place }
      if (!('to' in step)) return event
      if (step.to === 'started') return { ...event, day: event.on }
      // The day that was agreed to look back together.
      const next = steps[place + 1]
      return ['finished', 'stopped'].includes(step.to) && next ? { ...event, day: dayOf(next.at) } : event
    },
  )
}

function decisionOf({ story }: Life, madeOn: CivilDate, chance: Chance): SharingDecision {
  const until = addDays(madeOn, 90)
  if (story.team === 'justice' && chance.between(1, 6) === 1) {
    return {
      anyway: 'yes',
      basis: 'public-task',
      because: 'The supervision plan names it',
      told: 'Told them what goes, and what does not',
      views: chance.oneOf(['Fine by me', 'As long as I see it first']),
      until,
    }
  }
  return {
    anyway: 'no',
    said: 'yes',
    saidBy: 'themself',
    carer: null,
    theirWords: chance.oneOf(['Aye, you can tell them that', 'My name and my number, that’s it', 'Okay']),
    saidOn: madeOn,
    contraryView: null,
    until,
  }
}
